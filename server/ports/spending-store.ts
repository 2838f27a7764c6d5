import type { OffPathPurpose } from '../../shared/admin-figures.ts';
import type { ModelAttempt } from '../../shared/receipt.ts';

/** What the bill has to know of a call that is on no receipt. */
export type OffPathCall = Pick<
  ModelAttempt,
  | 'model'
  | 'provider'
  | 'outcome'
  | 'inputTokens'
  | 'cachedInputTokens'
  | 'outputTokens'
  | 'costUsd'
>;

/**
 * What calls to models cost in USD, over all nodes and restarts. Days are UTC, as `2026-03-01`. Throws DeskhandError
 * `storage-unavailable` (retryable) when the database cannot be reached.
 */
export interface SpendingStore {
  /** On the answers of a conversation so far. */
  ofConversation(conversationId: string): Promise<number>;
  /** On answers to a visitor on a day. */
  ofVisitor(visitorId: string, day: string): Promise<number>;
  /** On answers to an address on a day, as far as they were added. */
  ofAddress(address: string, day: string): Promise<number>;
  /** Adds to an address's day, and forgets all but this day and the one before. The address cannot be read out of what is kept. */
  addToAddress(address: string, day: string, costUsd: number): Promise<void>;
  /** On all answers of a day and off the path. */
  ofDay(day: string): Promise<number>;
  /** Keeps calls that were made for no customer's answer. */
  addOffPath(purpose: OffPathPurpose, calls: readonly OffPathCall[], at: string): Promise<void>;
}
