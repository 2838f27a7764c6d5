import { z } from 'zod';
import {
  closingReasonSchema,
  conversationSchema,
  conversationStateSchema,
  feedbackSchema,
  messageSchema,
} from './conversation.ts';
import { errorCodes } from './error-codes.ts';
import { receiptSchema } from './receipt.ts';

export * from './limits.ts';

const idSchema = z.string().min(1).max(64);

/** What happens in a conversation, in order. Logged with a sequence number and sent to everyone in it. */
export const conversationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message-new'), message: messageSchema }),
  z.object({ type: z.literal('answer-start'), messageId: idSchema, inReplyTo: idSchema }),
  z.object({ type: z.literal('answer-delta'), messageId: idSchema, text: z.string() }),
  /** The text shown so far is taken back; the deltas that follow build the answer anew. At most once an answer. */
  z.object({ type: z.literal('answer-revised'), messageId: idSchema }),
  z.object({ type: z.literal('answer-end'), message: messageSchema }),
  z.object({
    type: z.literal('hand-off-queued'),
    state: conversationStateSchema,
    ahead: z.number().int(),
  }),
  z.object({ type: z.literal('hand-off-taken'), state: conversationStateSchema }),
  z.object({ type: z.literal('hand-off-returned'), state: conversationStateSchema }),
  z.object({ type: z.literal('conversation-closed'), state: conversationStateSchema }),
  z.object({ type: z.literal('conversation-reopened'), state: conversationStateSchema }),
  z.object({ type: z.literal('feedback-new'), messageId: idSchema, feedback: feedbackSchema }),
]);
export type ConversationEvent = z.infer<typeof conversationEventSchema>;

export const sequencedEventSchema = z.object({
  conversationId: idSchema,
  /** Names one unbroken run of sequence numbers; it changes when the log was lost, as at a restart. */
  epoch: z.string(),
  seq: z.number().int().positive(),
  event: conversationEventSchema,
});
export type SequencedEvent = z.infer<typeof sequencedEventSchema>;

export const wireErrorSchema = z.object({
  code: z.enum(errorCodes),
  retryable: z.boolean(),
  retryAfterMs: z.number().nonnegative().optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** Every acknowledgement: the value, or the code of what went wrong. */
export type Ack<Value> = { ok: true; value: Value } | { ok: false; error: WireError };

export const conversationOpenSchema = z.object({
  /** Absent: the visitor's open conversation, or a new one. */
  conversationId: idSchema.optional(),
  locale: z.string().max(16).optional(),
  /** The epoch and sequence number last seen; absent on a fresh page. */
  seen: z.object({ epoch: z.string().max(64), seq: z.number().int().nonnegative() }).optional(),
});
export type ConversationOpen = z.infer<typeof conversationOpenSchema>;

/** An answer in flight, as far as it had come at `seq`. */
export const liveAnswerSchema = z.object({
  messageId: idSchema,
  inReplyTo: idSchema,
  text: z.string(),
});
export type LiveAnswer = z.infer<typeof liveAnswerSchema>;

export const conversationSyncSchema = z.discriminatedUnion('kind', [
  /** Exactly what was missed. */
  z.object({
    kind: z.literal('resume'),
    conversationId: idSchema,
    epoch: z.string(),
    seq: z.number().int().nonnegative(),
    events: z.array(sequencedEventSchema),
  }),
  /** Everything, to replace what the client has. */
  z.object({
    kind: z.literal('snapshot'),
    conversationId: idSchema,
    epoch: z.string(),
    seq: z.number().int().nonnegative(),
    conversation: conversationSchema,
    messages: z.array(messageSchema),
    liveAnswer: liveAnswerSchema.nullable(),
  }),
]);
export type ConversationSync = z.infer<typeof conversationSyncSchema>;

export const messageSendSchema = z.object({
  conversationId: idSchema,
  /** Made by the client; sending it again stores nothing twice. */
  clientMessageId: idSchema,
  /** Longer than `maxMessageCharacters` is refused as `message-too-long`. */
  text: z.string().trim().min(1).max(100_000),
});
export type MessageSend = z.infer<typeof messageSendSchema>;

export const agentMessageSendSchema = messageSendSchema.extend({
  /** Position of the last message the agent saw; the send is refused when the thread moved on. */
  lastPosition: z.number().int().nonnegative(),
});
export type AgentMessageSend = z.infer<typeof agentMessageSendSchema>;

export const answerStopSchema = z.object({ conversationId: idSchema, messageId: idSchema });
export type AnswerStop = z.infer<typeof answerStopSchema>;

/** Ask for a fresh answer to the customer's message that `messageId` answers. */
export const answerRetrySchema = z.object({ conversationId: idSchema, messageId: idSchema });
export type AnswerRetry = z.infer<typeof answerRetrySchema>;

export const feedbackGiveSchema = feedbackSchema.extend({
  conversationId: idSchema,
  messageId: idSchema,
});
export type FeedbackGive = z.infer<typeof feedbackGiveSchema>;

export const conversationActSchema = z.object({ conversationId: idSchema });
export type ConversationAct = z.infer<typeof conversationActSchema>;

export const conversationCloseSchema = z.object({
  conversationId: idSchema,
  reason: closingReasonSchema,
});
export type ConversationClose = z.infer<typeof conversationCloseSchema>;

/** A line of the agents' queue. */
export const queueItemSchema = z.object({
  conversation: conversationSchema,
  lastText: z.string(),
  lastRole: z.string(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

/** Agents get the conversation with its receipts, by assistant message id. */
export const agentConversationSchema = z.object({
  sync: conversationSyncSchema,
  receipts: z.record(z.string(), receiptSchema),
});
export type AgentConversation = z.infer<typeof agentConversationSchema>;

type Request<Payload, Value> = (payload: Payload, ack: (answer: Ack<Value>) => void) => void;

export interface CustomerToServerEvents {
  'conversation-open': Request<ConversationOpen, ConversationSync>;
  'message-send': Request<MessageSend, { messageId: string; position: number }>;
  'answer-stop': Request<AnswerStop, null>;
  'answer-retry': Request<AnswerRetry, null>;
  'feedback-give': Request<FeedbackGive, null>;
  'hand-off-request': Request<ConversationAct, null>;
  /** Leaves the queue for the assistant. */
  'hand-off-cancel': Request<ConversationAct, null>;
  'conversation-close': Request<ConversationClose, null>;
}

export interface ServerToCustomerEvents {
  'conversation-event': (event: SequencedEvent) => void;
}

export interface AgentToServerEvents {
  'queue-watch': Request<Record<string, never>, QueueItem[]>;
  'conversation-open': Request<ConversationOpen & { conversationId: string }, AgentConversation>;
  'conversation-take': Request<ConversationAct, null>;
  'conversation-return': Request<ConversationAct, null>;
  'conversation-close': Request<ConversationClose, null>;
  'message-send': Request<AgentMessageSend, { messageId: string; position: number }>;
}

export interface ServerToAgentEvents {
  'conversation-event': (event: SequencedEvent) => void;
  'queue-changed': (items: QueueItem[]) => void;
  'receipt-new': (receipt: z.infer<typeof receiptSchema>) => void;
}
