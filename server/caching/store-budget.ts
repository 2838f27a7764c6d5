import { settleWithin } from '../deadline.ts';
import { DeskhandError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';

/** What waiting for cache stores may cost one turn, all tiers together. Milliseconds. */
export const defaultStoreBudgetMs = 20;

/**
 * Bounds how long one turn waits for its caches. Once the time is used up, every further wait ends at once
 * with `cache-unavailable`, so that a dead store is paid for once a turn and not once a tier.
 */
export class StoreBudget {
  readonly #clock: Clock;
  #remainingMs: number;
  /** Waits under way together are paid for once. */
  #waiting = 0;
  #waitingSinceMs = 0;

  constructor(clock: Clock, budgetMs = defaultStoreBudgetMs) {
    this.#clock = clock;
    this.#remainingMs = budgetMs;
  }

  get exhausted(): boolean {
    return this.#leftMs() <= 0;
  }

  async wait<Value>(ask: () => Promise<Value>): Promise<Value> {
    const leftMs = this.#leftMs();
    if (leftMs <= 0) throw unavailable();
    if (this.#waiting === 0) this.#waitingSinceMs = this.#clock.monotonicMs();
    this.#waiting += 1;
    try {
      return await settleWithin(ask(), leftMs, 'cache-unavailable');
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        this.#remainingMs -= this.#clock.monotonicMs() - this.#waitingSinceMs;
      }
    }
  }

  #leftMs(): number {
    const elapsedMs = this.#waiting === 0 ? 0 : this.#clock.monotonicMs() - this.#waitingSinceMs;
    return this.#remainingMs - elapsedMs;
  }
}

function unavailable(): DeskhandError {
  return new DeskhandError('cache-unavailable', { retryable: true });
}
