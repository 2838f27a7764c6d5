/** How a shared answer did since it was first given. */
export interface AnswerUse {
  /** Times it was served from the exact and from the semantic cache. */
  exactHits: number;
  semanticHits: number;
  thumbsUp: number;
  thumbsDown: number;
}

/**
 * Counts, from stored receipts and feedback, what became of answers by the message each was first given as.
 * Throws DeskhandError `storage-unavailable` (retryable) when the database cannot be reached.
 */
export interface AnswerUses {
  /** An answer that was never used again and got no thumbs is absent. */
  of(messageIds: string[]): Promise<Map<string, AnswerUse>>;
}
