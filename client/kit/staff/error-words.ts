import type { RequestError } from '../request.ts';
import { durationText } from './words/numbers.ts';

const words: Partial<Record<RequestError['code'], string>> = {
  offline: 'The server cannot be reached. Check your connection.',
  'invalid-payload': 'Something in this is not as it should be. Check what you entered.',
  'message-too-long': 'This message is too long. Shorten it and send it again.',
  'not-signed-in': 'You are signed out. Sign in again to go on.',
  'not-allowed': 'You are not allowed to do this.',
  'not-found': 'This no longer exists.',
  'conversation-closed': 'The conversation is closed.',
  'thread-moved-on': 'Something new was said in the meantime. Read it before you send.',
  'already-taken': 'Someone else was faster.',
  'document-damaged': 'The document is damaged and cannot be read.',
  'document-too-large': 'The document is too large.',
  'document-unsupported': 'Documents of this kind are not supported.',
  'storage-unavailable': 'The database does not answer at the moment. Nothing was changed.',
  cancelled: 'This was cancelled.',
};

/** What an agent or admin reads of an error: one or two sentences. Pages may put words of their own first. */
export function errorWords(error: RequestError): string {
  if (error.code === 'rate-limited') return rateLimitedWords(error.retryAfterMs);
  return words[error.code] ?? 'Something went wrong on the server. Try again.';
}

function rateLimitedWords(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return 'Too many attempts. Wait a moment and try again.';
  const wait = durationText(Math.ceil(retryAfterMs / 1000) * 1000);
  return `Too many attempts. Try again in ${wait}.`;
}
