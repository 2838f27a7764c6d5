import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
} from 'cockatiel';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { settleWithin } from '../../deadline.ts';
import { DeskhandError } from '../../errors.ts';

export interface GuardOptions {
  /** What every failure is reported as. */
  code: ErrorCode;
  limitMs: number;
  /** Failures in a row after which Redis is not asked any more... */
  failures?: number;
  /** ...for so long; then one call tries. */
  pauseMs?: number;
}

/** Bounds each call in time, and spares callers a Redis that keeps failing. */
export class Guard {
  readonly #code: ErrorCode;
  readonly #limitMs: number;
  readonly #breaker: CircuitBreakerPolicy;

  constructor(options: GuardOptions) {
    this.#code = options.code;
    this.#limitMs = options.limitMs;
    this.#breaker = circuitBreaker(handleAll, {
      halfOpenAfter: options.pauseMs ?? 1000,
      breaker: new ConsecutiveBreaker(options.failures ?? 3),
    });
  }

  async run<Value>(ask: () => Promise<Value>): Promise<Value> {
    try {
      return await this.#breaker.execute(() => settleWithin(ask(), this.#limitMs, this.#code));
    } catch (error) {
      throw this.#translate(error);
    }
  }

  /** For what must be tried whatever happened before, with a limit of its own. */
  async insist<Value>(ask: () => Promise<Value>, limitMs: number): Promise<Value> {
    try {
      return await settleWithin(ask(), limitMs, this.#code);
    } catch (error) {
      throw this.#translate(error);
    }
  }

  #translate(cause: unknown): DeskhandError {
    if (cause instanceof DeskhandError) return cause;
    const message = cause instanceof BrokenCircuitError ? 'Redis is being spared' : 'Redis failed';
    return new DeskhandError(this.#code, { message, cause, retryable: true });
  }
}
