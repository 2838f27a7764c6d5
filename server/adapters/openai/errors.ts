import { APIConnectionError, APIError } from 'openai';
import { DeskhandError } from '../../errors.ts';

const filterCodes = new Set(['content_filter', 'content_policy_violation']);
/** Nothing to wait for: the account is out of money. OpenAI answers 429 all the same. */
const exhaustedCodes = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

/** What a failed call to an OpenAI-compatible endpoint means here. Never carries the provider's text to a client. */
export function toModelError(error: unknown): DeskhandError {
  if (error instanceof DeskhandError) return error;
  if (error instanceof SyntaxError) {
    return new DeskhandError('model-malformed', { cause: error, retryable: true });
  }
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    return new DeskhandError('model-unavailable', { cause: error, retryable: true });
  }
  if (error.code && filterCodes.has(error.code)) {
    return new DeskhandError('model-refused', { cause: error });
  }
  if (error.status === 429) return rateLimited(error);
  return new DeskhandError('model-unavailable', {
    cause: error,
    message: error.message,
    retryable: isTransient(error.status),
  });
}

function rateLimited(error: APIError): DeskhandError {
  if (error.code && exhaustedCodes.has(error.code)) {
    return new DeskhandError('model-unavailable', { cause: error, message: error.message });
  }
  const retryAfterMs = readRetryAfterMs(error.headers);
  return new DeskhandError('model-rate-limited', {
    cause: error,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** An error inside a stream has no status; it is the server's. */
function isTransient(status: number | undefined): boolean {
  return status === undefined || status === 408 || status === 409 || status >= 500;
}

/** Retry-After in milliseconds: OpenAI's own header in ms, or the standard one in seconds or as a date. */
export function readRetryAfterMs(headers: Headers | undefined): number | undefined {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const text = headers?.get('retry-after');
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
