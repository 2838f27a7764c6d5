import type { RequestError } from '../request.ts';

/** What `StaffApi` throws: the server's error, or that the server was not reached. */
export class StaffError extends Error {
  readonly error: RequestError;

  constructor(error: RequestError, options?: ErrorOptions) {
    super(error.code, options);
    this.name = 'StaffError';
    this.error = error;
  }
}

/** The wire's error of anything that was thrown; what is not a `StaffError` is `internal`. */
export function requestErrorOf(thrown: unknown): RequestError {
  return thrown instanceof StaffError ? thrown.error : { code: 'internal', retryable: false };
}
