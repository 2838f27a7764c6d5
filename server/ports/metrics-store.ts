import type { CacheUse } from '../../shared/admin-caches.ts';
import type {
  Bucket,
  ConversationPage,
  ConversationQuery,
  Figures,
  Range,
  Series,
} from '../../shared/admin-figures.ts';

export interface BehindQuery extends Omit<ConversationQuery, 'side'> {
  /** Those that count, those in the denominator that do not, or both. */
  side: ConversationQuery['side'] | 'denominator';
}

/** What the hits of a cache tier saved: the cost and the time of the answers they repeated. */
export interface TierSavings {
  savedUsd: number;
  savedMs: number;
}

/**
 * Figures derived from stored conversations and receipts when asked; nothing is counted beforehand.
 *
 * A conversation is counted once for each time it was begun: a customer's first message after it was closed begins it anew.
 * It belongs to the range in which it began, an answer to the one in which it was given. Throws DeskhandError
 * `storage-unavailable` (retryable) when the database cannot be reached.
 *
 * The ladder, each rung within the one before:
 * - `eligible`: asked something beyond small talk, or for a person; not closed as spam or a duplicate.
 * - `engaged`: got an answer that cites passages.
 * - `contained`: no agent wrote and nobody asked for one, up to 72 hours after the customer's last message.
 * - `assumed-resolved`: the last answer is complete and not thumbed down, and nobody closed it as not solved.
 * - `verified`: every answer cites passages; none abstained or failed.
 * - `confirmed`: thumbs up and none down, or closed by the customer as solved.
 * - `durable`: in the 7 days since, the same visitor got no answer that cites one of the same documents. Counted among those of
 *   which the 7 days have passed.
 *
 * Apart from it: `abandoned`, the customer's last message has neither an answer nor an agent's message after it, for 10 minutes.
 */
export interface MetricsStore {
  figures(range: Range): Promise<Figures>;
  /** One point a bucket that touches the range, also for empty ones, oldest first. */
  series(range: Range, bucket: Bucket): Promise<Series>;
  /** What the caches were asked and served, by class of question; one point a bucket as in `series`. */
  cacheUse(range: Range, bucket: Bucket): Promise<CacheUse>;
  cacheSavings(range: Range): Promise<Record<'exact' | 'semantic', TierSavings>>;
  /** The conversations behind a rate, newest first; without `behind`, all with a message in the range. */
  conversationsBehind(query: BehindQuery): Promise<ConversationPage>;
}
