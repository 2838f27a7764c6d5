import { CircuitState, type IBreaker } from 'cockatiel';
import type { Clock } from '../ports/clock.ts';

export interface FailureWindowOptions {
  /** Share of failures that opens the breaker, inclusive. */
  threshold: number;
  windowMs: number;
  /** Fewest calls in the window before it may open. */
  minimumCalls: number;
}

/**
 * Decides when cockatiel's breaker opens: at a share of failures within the last minute exactly. Its own sampling
 * breaker forgets by the number of calls, which on a quiet site keeps an hour-old failure alive.
 */
export class FailureWindow implements IBreaker {
  readonly #options: FailureWindowOptions;
  readonly #clock: Clock;
  #calls: { atMs: number; failed: boolean }[] = [];

  constructor(clock: Clock, options: FailureWindowOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** The calls of the last minute, and how many of them failed. */
  counts(): { calls: number; failed: number } {
    const nowMs = this.#clock.monotonicMs();
    const recent = this.#calls.filter((call) => nowMs - call.atMs < this.#options.windowMs);
    return { calls: recent.length, failed: recent.filter((call) => call.failed).length };
  }

  get state(): unknown {
    return this.#calls;
  }

  set state(_value: unknown) {
    this.#calls = [];
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.#calls = [];
    this.#push(false);
  }

  failure(state: CircuitState): boolean {
    this.#push(true);
    if (state !== CircuitState.Closed) return true;
    const failures = this.#calls.filter((call) => call.failed).length;
    const { minimumCalls, threshold } = this.#options;
    return this.#calls.length >= minimumCalls && failures >= threshold * this.#calls.length;
  }

  #push(failed: boolean): void {
    const nowMs = this.#clock.monotonicMs();
    this.#calls = this.#calls.filter((call) => nowMs - call.atMs < this.#options.windowMs);
    this.#calls.push({ atMs: nowMs, failed });
  }
}
