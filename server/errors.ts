import type { ErrorCode } from '../shared/error-codes.ts';
import type { WireError } from '../shared/protocol.ts';

/** What else is known of an error. `message` and `cause` stay on the server. */
export interface DeskhandErrorOptions {
  message?: string;
  cause?: unknown;
  /** Whether doing the same again may work. */
  retryable?: boolean;
  retryAfterMs?: number;
}

/** The only error that parts of the server throw on purpose: a code, a cause, and whether a retry helps. */
export class DeskhandError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: DeskhandErrorOptions = {}) {
    super(options.message ?? code, { cause: options.cause });
    this.name = 'DeskhandError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The one place where an error becomes what a client may know of it. Anything unexpected is `internal`. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof DeskhandError)) return { code: 'internal', retryable: true };
  return {
    code: error.code,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

const httpStatuses: Partial<Record<ErrorCode, number>> = {
  'invalid-payload': 400,
  'message-too-long': 400,
  'document-damaged': 422,
  'document-unsupported': 415,
  'document-too-large': 413,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'rate-limited': 429,
  'thread-moved-on': 409,
  'already-taken': 409,
  'conversation-closed': 409,
  'storage-unavailable': 503,
};

/** HTTP status for a code; 500 where none fits better. */
export function toHttpStatus(code: ErrorCode): number {
  return httpStatuses[code] ?? 500;
}
