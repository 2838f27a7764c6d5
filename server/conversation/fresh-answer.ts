import type { Citation } from '../../shared/receipt.ts';
import type { FreshAnswer } from '../caching/answer-agreement.ts';
import type { ProducedAnswer } from './produce-answer.ts';

/**
 * What a production says of a cached answer to the same question; null where that is nothing: what was written while something was
 * down is no measure. That a language model does not know is telling, that no sentence could be quoted is not.
 */
export function freshAnswerOf(
  { written, degraded }: Pick<ProducedAnswer, 'written' | 'degraded'>,
  citations: Citation[],
): FreshAnswer | null {
  if (degraded) return null;
  if (written.status === 'complete') return { text: written.text, citations };
  const byModel = written.servedBy === 'small' || written.servedBy === 'large';
  return written.status === 'abstained' && byModel ? 'does-not-know' : null;
}
