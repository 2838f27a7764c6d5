import { isAPIError } from 'better-auth/api';
import { DeskhandError } from '../../errors.ts';

/** Runs work that calls the library and gives its errors the product's codes. */
export async function answering<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw toDeskhandError(error);
  }
}

/** Refused credentials are one code, so that nobody learns which e-mails exist; what is left is the database. */
function toDeskhandError(error: unknown): unknown {
  if (error instanceof DeskhandError || error instanceof TypeError) return error;
  if (isAPIError(error) && error.statusCode < 500) {
    const isRefused = error.statusCode === 401 || error.statusCode === 403;
    return new DeskhandError(isRefused ? 'not-signed-in' : 'invalid-payload');
  }
  if (isUniqueViolation(error)) return new DeskhandError('already-taken');
  return new DeskhandError('storage-unavailable', { retryable: true, cause: error });
}

/** PostgreSQL's SQLSTATE 23505: another user with the e-mail was stored in the meantime. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
