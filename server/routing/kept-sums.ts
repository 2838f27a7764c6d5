import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.ts';

/** How long a sum is taken for what it was, so that what other nodes add to it is seen. Milliseconds. */
const keptMs = 60_000;

type Read = () => Promise<number>;

/**
 * Sums that are read when first wanted and kept for a minute. What this process adds meanwhile is added here too; what it adds
 * to a sum that is not kept, the next reading finds.
 */
export class KeptSums {
  readonly #sums: LRUCache<string, number, Read>;

  constructor({ clock, onError }: { clock: Clock; onError: (error: unknown) => void }) {
    this.#sums = new LRUCache({
      max: 50_000,
      ttl: keptMs,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
      fetchMethod: (_key, _stale, { context: read }) =>
        read().catch((error: unknown) => {
          onError(error);
          throw error;
        }),
      allowStaleOnFetchRejection: true,
    });
  }

  /** 0 where it cannot be read and nothing was kept. */
  get(key: string, read: Read): Promise<number> {
    return this.#sums.fetch(key, { context: read }).then(
      (sum) => sum ?? 0,
      () => 0,
    );
  }

  add(key: string, amount: number): void {
    const kept = this.#sums.peek(key);
    if (kept !== undefined) this.#sums.set(key, kept + amount, { noUpdateTTL: true });
  }
}
