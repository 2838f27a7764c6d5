import type { RequestError } from '../../kit/request.ts';
import type { Labels } from './en.ts';

const labelOf: Partial<Record<RequestError['code'], keyof Labels>> = {
  offline: 'errorOffline',
  'rate-limited': 'errorRateLimited',
  'message-too-long': 'errorTooLong',
  'conversation-closed': 'errorClosed',
  'storage-unavailable': 'errorUnavailable',
  'model-unavailable': 'errorUnavailable',
  'model-rate-limited': 'errorUnavailable',
  'budget-exhausted': 'errorUnavailable',
};

/** What a customer reads of an error. */
export function errorWords(error: RequestError, labels: Labels): string {
  return labels[labelOf[error.code] ?? 'error'];
}
