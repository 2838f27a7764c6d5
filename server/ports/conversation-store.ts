import type {
  Conversation,
  ConversationState,
  Feedback,
  Message,
} from '../../shared/conversation.ts';
import type { Receipt } from '../../shared/receipt.ts';

export type NewMessage = Omit<Message, 'position' | 'feedback'>;

export type AppendResult =
  /** `conversation` is as it stands after the message was stored, from the same statement. */
  | { kind: 'stored'; message: Message; conversation: Conversation }
  /** The same client message id was stored before; this is the stored message. */
  | { kind: 'duplicate'; message: Message }
  | { kind: 'moved-on'; lastPosition: number }
  | { kind: 'not-found' };

/** Why and how a conversation changed hands; kept as rows, so that every rate can be derived later. */
export interface ConversationTransition {
  conversationId: string;
  at: string;
  kind: 'person-requested' | 'queued' | 'taken' | 'returned' | 'closed' | 'reopened';
  by: 'customer' | 'agent' | 'assistant' | 'system';
  actorId?: string;
  reason?: string;
}

export interface JudgedMessage {
  message: Message;
  /** What was said of it before; null where nobody had. */
  previous: Feedback | null;
}

/** One that waits for a person or is with one. */
export interface WaitingConversation {
  conversation: Conversation;
  lastText: string;
  lastRole: string;
  /** When it last went from the assistant to people, however many of them have had it since. */
  handedOffAt: string;
}

export interface UnansweredMessage {
  conversation: Conversation;
  message: Message;
}

/**
 * Conversations, messages and receipts. Throws DeskhandError `storage-unavailable` (retryable) when the database is gone.
 * Positions within a conversation grow strictly; gaps are allowed.
 */
export interface ConversationStore {
  createConversation(input: {
    id: string;
    visitorId: string;
    site: string;
    locale: string;
  }): Promise<Conversation>;
  getConversation(conversationId: string): Promise<Conversation | null>;
  /** The visitor's newest conversation that is not closed. */
  findOpenConversation(visitorId: string, site: string): Promise<Conversation | null>;
  /**
   * Stores a message durably in one statement. With `expectedLastPosition` it is refused as `moved-on` when a newer message of
   * the customer or another agent stands in the thread. `visitorId`, when given, must own the conversation, else `not-found`.
   */
  appendMessage(
    message: NewMessage,
    options?: { expectedLastPosition?: number; visitorId?: string },
  ): Promise<AppendResult>;
  /** Stores an assistant's message with its receipt in one statement. Idempotent by message id. */
  appendAnswer(message: NewMessage, receipt: Receipt): Promise<Message>;
  getMessage(messageId: string): Promise<Message | null>;
  /** In order of position; the newest `limit` when given. */
  listMessages(conversationId: string, limit?: number): Promise<Message[]>;
  listReceipts(conversationId: string): Promise<Receipt[]>;
  getReceipt(messageId: string): Promise<Receipt | null>;
  /**
   * Moves from one of the named kinds of state to `to` and stores the transition, in one statement. With `heldBy` only while it is
   * that agent's. Returns null when the conversation is in none of them (somebody else was faster) or is absent.
   */
  changeState(
    conversationId: string,
    from: ConversationState['kind'][],
    to: ConversationState,
    transition: Omit<ConversationTransition, 'conversationId'>,
    options?: { heldBy?: string },
  ): Promise<Conversation | null>;
  listTransitions(conversationId: string): Promise<ConversationTransition[]>;
  /** Of those that judge a message at the same time, each is told of the one before. Null when it is absent or a customer's. */
  saveFeedback(messageId: string, feedback: Feedback): Promise<JudgedMessage | null>;
  /** Queued and taken conversations, the one first that was handed off first. */
  listWaiting(): Promise<WaitingConversation[]>;
  /**
   * Deletes up to `limit` conversations in which nothing happened since `before`, with their messages, receipts and transitions,
   * in one statement. Those that wait for or are with a person stay. Returns how many it deleted; fewer than `limit` when no more
   * are left.
   */
  deleteIdle(options: { before: string; limit: number }): Promise<number>;
  /**
   * Customer messages of conversations in state `assistant` with no answer, stored within the given times, oldest first. One that
   * stood before a change of hands is among them where the conversation came back to the assistant, within these times, and it is
   * still the last word.
   */
  listUnanswered(times: { since: string; until?: string }): Promise<UnansweredMessage[]>;
}
