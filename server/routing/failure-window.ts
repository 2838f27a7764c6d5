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
  /** Oldest first; those before `#oldest` have left the window. */
  #calls: { atMs: number; failed: boolean }[] = [];
  #oldest = 0;
  #failures = 0;

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
    return this.#calls.slice(this.#oldest);
  }

  set state(_value: unknown) {
    this.#forgetAll();
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.#forgetAll();
    this.#push(false);
  }

  failure(state: CircuitState): boolean {
    this.#push(true);
    if (state !== CircuitState.Closed) return true;
    const { minimumCalls, threshold } = this.#options;
    const calls = this.#calls.length - this.#oldest;
    return calls >= minimumCalls && this.#failures >= threshold * calls;
  }

  /** Every call comes by here, so its cost must not grow with how many there were. */
  #push(failed: boolean): void {
    const nowMs = this.#clock.monotonicMs();
    this.#forgetUntil(nowMs - this.#options.windowMs);
    this.#calls.push({ atMs: nowMs, failed });
    if (failed) this.#failures += 1;
  }

  #forgetUntil(ms: number): void {
    for (let oldest = this.#calls[this.#oldest]; oldest && oldest.atMs <= ms; ) {
      if (oldest.failed) this.#failures -= 1;
      this.#oldest += 1;
      oldest = this.#calls[this.#oldest];
    }
    if (this.#oldest <= this.#calls.length / 2) return;
    this.#calls = this.#calls.slice(this.#oldest);
    this.#oldest = 0;
  }

  #forgetAll(): void {
    this.#calls = [];
    this.#oldest = 0;
    this.#failures = 0;
  }
}
