import type { WarmUpView } from '../../../shared/admin-protocol.ts';
import { plainName } from '../../kit/staff/conversation/receipt-words.ts';
import { counted, usdText } from '../../kit/staff/words/numbers.ts';

const reasons: Record<string, string> = {
  personal: 'It holds personal data.',
  'suspected-injection': 'It looks like an attempt to give the assistant orders.',
  'repeats-identifier': 'Its answer repeats a number that belongs to one customer.',
  'not-standalone': 'It cannot be understood without an earlier question.',
  'not-generated': 'It was answered without the documents, which needs no cache.',
  incomplete: 'The answer broke off.',
  abstained: 'The documents do not answer it.',
  'not-verified': 'A value in the answer stands in no document.',
  ungrounded: 'The answer cites no document.',
  degraded: 'A part of the server was down, so the answer was not as good as it can be.',
  'document-changed': 'A document changed while it was answered. Try it again.',
  'cache-unavailable': 'The cache could not be reached. Try it again.',
  failed: 'No answer came about. Try it again.',
};

/** Why a question was not stored, as a sentence. */
export function refusalWords(reason: string): string {
  return reasons[reason] ?? `${plainName(reason)}.`;
}

/** How far a list is, or what became of it; null before the first. */
export function warmUpSummary(view: WarmUpView): string | null {
  const { total, done, stored, known, refused, costUsd, isRunning } = view;
  if (total === 0) return null;
  if (isRunning) return `Answering ${Math.min(done + 1, total)} of ${total}`;
  const parts = [
    `${stored} stored`,
    ...(known > 0 ? [`${known} known already`] : []),
    ...(refused.length > 0 ? [`${refused.length} not stored`] : []),
  ];
  const left = total - done;
  if (left > 0) parts.push(`${left} not begun`);
  return `${counted(done, 'question')} answered for ${usdText(costUsd)}: ${parts.join(', ')}`;
}
