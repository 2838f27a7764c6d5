import { z } from 'zod';
import { citationSchema } from './receipt.ts';

export const roleSchema = z.enum(['customer', 'assistant', 'agent', 'system']);
export type Role = z.infer<typeof roleSchema>;

/** A citation as a customer may see it. */
export const sourceSchema = citationSchema;

export const feedbackSchema = z.object({
  verdict: z.enum(['up', 'down']),
  reason: z.string().max(500).optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

/** What became of an assistant's message. */
export const answerStatusSchema = z.enum(['complete', 'stopped', 'abstained', 'failed']);
export type AnswerStatus = z.infer<typeof answerStatusSchema>;

export const messageSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Its place in the thread, from 1; gaps are allowed. */
  position: z.number().int().positive(),
  role: roleSchema,
  text: z.string(),
  createdAt: z.iso.datetime(),
  clientMessageId: z.string().optional(),
  /** Assistant: the customer's message it answers. */
  inReplyTo: z.string().optional(),
  answerStatus: answerStatusSchema.optional(),
  /** What it rests on; of an answer that was none, what may help. */
  sources: z.array(sourceSchema).optional(),
  /** Assistant: it could only quote, because models were out of reach. */
  limited: z.boolean().optional(),
  /** Agent: the name shown to the customer. */
  authorName: z.string().optional(),
  feedback: feedbackSchema.optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const closingReasonSchema = z.enum([
  'solved',
  'not-solved',
  'no-reply',
  'duplicate',
  'spam',
  'other',
]);
export type ClosingReason = z.infer<typeof closingReasonSchema>;

/** Who is answering now. */
export const conversationStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assistant') }),
  z.object({ kind: z.literal('queued'), since: z.iso.datetime(), reason: z.string() }),
  z.object({ kind: z.literal('agent'), agentId: z.string(), agentName: z.string() }),
  z.object({
    kind: z.literal('closed'),
    by: z.enum(['customer', 'agent', 'system']),
    reason: closingReasonSchema,
    at: z.iso.datetime(),
  }),
]);
export type ConversationState = z.infer<typeof conversationStateSchema>;

export const conversationSchema = z.object({
  id: z.string(),
  visitorId: z.string(),
  site: z.string(),
  locale: z.string(),
  state: conversationStateSchema,
  createdAt: z.iso.datetime(),
  lastMessageAt: z.iso.datetime(),
  lastPosition: z.number().int().nonnegative(),
});
export type Conversation = z.infer<typeof conversationSchema>;
