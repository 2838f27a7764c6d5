import type { DeskhandError } from '../../errors.ts';

/** What a failed call, before its first token, leads to. */
export type FailureResponse =
  | { kind: 'retry'; afterMs: number }
  /** The same question to a larger model: this one refused it. */
  | { kind: 'larger-model' }
  | { kind: 'next-provider' };

export interface FailureContext {
  /** Whether this model was tried again already. */
  retried: boolean;
  /** What is left of the time for waiting. */
  waitLeftMs: number;
  retryDelayMs: number;
}

/** The table of failures: a busy provider is waited for if that is short, a failing one is tried once more. */
export function respondToFailure(error: DeskhandError, context: FailureContext): FailureResponse {
  if (error.code === 'model-refused') return { kind: 'larger-model' };
  if (context.retried) return { kind: 'next-provider' };
  if (error.code === 'model-rate-limited') {
    const waitMs = error.retryAfterMs ?? Number.POSITIVE_INFINITY;
    return waitMs <= context.waitLeftMs
      ? { kind: 'retry', afterMs: waitMs }
      : { kind: 'next-provider' };
  }
  const transient = error.code === 'model-unavailable' || error.code === 'model-malformed';
  return transient && error.retryable
    ? { kind: 'retry', afterMs: Math.min(context.retryDelayMs, context.waitLeftMs) }
    : { kind: 'next-provider' };
}

/** Whether an error says that the provider is ill, as its breaker counts it. */
export function countsAgainstProvider(error: DeskhandError): boolean {
  if (error.code === 'model-malformed' || error.code === 'model-stalled') return true;
  return error.code === 'model-unavailable' && error.retryable;
}
