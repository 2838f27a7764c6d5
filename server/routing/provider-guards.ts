import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { DeskhandError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { FailureWindow } from './failure-window.ts';
import type { Rung } from './ladder.ts';
import { ProviderLimits } from './provider-limits.ts';

const halfOpenAfterMs = 5_000;
const window = { threshold: 0.5, windowMs: 60_000, minimumCalls: 5 };
/** Calls that may queue for a free slot, as a multiple of the slots. */
const queueFactor = 2;

/** Permission to make one call. Exactly one of its ends must be reported. */
export interface Admission {
  succeed(): void;
  /** Counts against the provider. */
  fail(): void;
  /** Ended for reasons that say nothing about the provider. */
  release(): void;
}

/** What may happen to a provider that somebody may want to see. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What stands before a model's next call, for admins. */
export interface GuardState {
  breaker: BreakerState;
  /** Of the provider in the last minute. */
  calls: number;
  failed: number;
  /** Calls of the model that run, and that wait for a free slot. */
  running: number;
  waiting: number;
  blockedForMs: number;
}

class CountedFailure extends Error {}

/**
 * Stands before every call: the breaker of the provider (opens at 50% failures a minute, at least 5 calls, for 5 s, then
 * lets one call try), the bulkhead and the limits of the model.
 */
export class ProviderGuards {
  readonly limits: ProviderLimits;
  readonly #clock: Clock;
  readonly #breakers = new Map<string, { policy: CircuitBreakerPolicy; window: FailureWindow }>();
  readonly #bulkheads = new Map<string, { slots: number; policy: BulkheadPolicy }>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.limits = new ProviderLimits(clock);
  }

  breakerState(provider: string): BreakerState {
    const state = this.#breakers.get(provider)?.policy.state;
    if (state === CircuitState.Open) return 'open';
    return state === CircuitState.HalfOpen ? 'half-open' : 'closed';
  }

  stateOf({ id, provider }: { id: string; provider: string }): GuardState {
    const { calls, failed } = this.#breakers.get(provider)?.window.counts() ?? {
      calls: 0,
      failed: 0,
    };
    const lanes = this.#bulkheads.get(id);
    return {
      breaker: this.breakerState(provider),
      calls,
      failed,
      running: lanes === undefined ? 0 : lanes.slots - lanes.policy.executionSlots,
      waiting: lanes === undefined ? 0 : lanes.slots * queueFactor - lanes.policy.queueSlots,
      blockedForMs: this.limits.blockedForMs(id),
    };
  }

  /**
   * Waits for its turn, at most `maxWaitMs`. Throws DeskhandError `model-unavailable` where the breaker is open,
   * `model-rate-limited` where the wait would be too long, `cancelled` when the signal aborts.
   */
  async admit(
    rung: Rung,
    tokens: number,
    maxWaitMs: number,
    signal: AbortSignal,
  ): Promise<Admission> {
    if (this.breakerState(rung.provider) === 'half-open') throw unavailable(rung);
    const startedMs = this.#clock.monotonicMs();
    const admission = await this.#enter(rung, maxWaitMs, signal);
    const leftMs = maxWaitMs - (this.#clock.monotonicMs() - startedMs);
    const waitMs = this.limits.reserve(rung.id, rung.limits, tokens, Math.max(0, leftMs));
    if (waitMs === null) {
      admission.release();
      throw busy(rung);
    }
    if (waitMs === 0) return admission;
    try {
      await sleep(waitMs, undefined, { signal });
    } catch (cause) {
      admission.release();
      throw new DeskhandError('cancelled', { cause });
    }
    return admission;
  }

  /** The policies wrap the whole call, so they are held open by a promise that its end settles. */
  async #enter(rung: Rung, maxWaitMs: number, signal: AbortSignal): Promise<Admission> {
    const admitted = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    let givenUp = false;
    const breaker = this.#breaker(rung.provider);
    const holdUntilEnded = (): Promise<void> => {
      admitted.resolve();
      return ended.promise;
    };
    // A queued call that was given up still takes its turn, as an empty one: cockatiel's bulkhead forgets to wake the next
    // in line after a call that its own signal cancelled.
    const call = this.#bulkhead(rung).execute(() =>
      givenUp ? undefined : breaker.execute(holdUntilEnded),
    );
    call.catch((error: unknown) => admitted.reject(error));
    const timer = setTimeout(() => admitted.reject(busy(rung)), maxWaitMs);
    const stop = (): void => admitted.reject(new DeskhandError('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      await admitted.promise;
    } catch (cause) {
      givenUp = true;
      ended.reject(cause);
      ended.promise.catch(() => {});
      throw cause instanceof DeskhandError ? cause : unavailable(rung, cause);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
    return {
      succeed: () => ended.resolve(),
      fail: () => ended.reject(new CountedFailure()),
      release: () => ended.reject(new DeskhandError('cancelled')),
    };
  }

  #breaker(provider: string): CircuitBreakerPolicy {
    const known = this.#breakers.get(provider);
    if (known) return known.policy;
    const failures = new FailureWindow(this.#clock, window);
    const policy = circuitBreaker(
      handleWhen((error) => error instanceof CountedFailure),
      { halfOpenAfter: halfOpenAfterMs, breaker: failures },
    );
    this.#breakers.set(provider, { policy, window: failures });
    return policy;
  }

  #bulkhead(rung: Rung): BulkheadPolicy {
    const slots = rung.limits.concurrency;
    const known = this.#bulkheads.get(rung.id);
    if (known?.slots === slots) return known.policy;
    const policy = bulkhead(slots, slots * queueFactor);
    this.#bulkheads.set(rung.id, { slots, policy });
    return policy;
  }
}

function busy(rung: Rung): DeskhandError {
  return new DeskhandError('model-rate-limited', { message: `${rung.id} is at its limit` });
}

function unavailable(rung: Rung, cause?: unknown): DeskhandError {
  return new DeskhandError('model-unavailable', { cause, message: `${rung.provider} is resting` });
}
