import type { ErrorCode } from '../shared/error-codes.ts';
import { DeskhandError } from './errors.ts';

/**
 * The promise's outcome, or an error with the code (retryable) after `limitMs`. What is asked for goes on in the background.
 * An outcome that has already arrived when a busy event loop gets to the timer still counts.
 */
export function settleWithin<Value>(
  promise: Promise<Value>,
  limitMs: number,
  code: ErrorCode,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DeskhandError(code, { message: 'too slow', retryable: true }));
    const timer = setTimeout(() => setImmediate(giveUp), limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
