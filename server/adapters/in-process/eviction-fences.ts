import type { CacheInstant } from '../../ports/cache.ts';

/**
 * Remembers when each document was last evicted, on a logical clock that advances with each eviction.
 * Only the newest `maxFences` are kept apart; all older ones are covered by a floor, which refuses a few
 * values too many but never one too few.
 */
export class EvictionFences {
  readonly #maxFences: number;
  readonly #evictedAt = new Map<string, CacheInstant>();
  #clock: CacheInstant = 1;
  #floor: CacheInstant = 0;

  constructor(maxFences = 10_000) {
    this.#maxFences = maxFences;
  }

  now(): CacheInstant {
    return this.#clock;
  }

  raise(documentIds: string[]): void {
    const instant = this.#clock;
    this.#clock += 1;
    for (const documentId of documentIds) {
      this.#evictedAt.delete(documentId);
      this.#evictedAt.set(documentId, instant);
    }
    for (const [documentId, evictedAt] of this.#evictedAt) {
      if (this.#evictedAt.size <= this.#maxFences) break;
      this.#evictedAt.delete(documentId);
      this.#floor = evictedAt;
    }
  }

  /** True when none of the documents was evicted at or after `begunAt`, as far as is known for sure. */
  allow(documentIds: string[], begunAt: CacheInstant): boolean {
    if (begunAt <= this.#floor) return false;
    return documentIds.every((id) => (this.#evictedAt.get(id) ?? 0) < begunAt);
  }
}
