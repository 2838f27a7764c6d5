import type { ScoredUnit } from './unit-score.ts';

/**
 * Least chance that the passages answer (retrieval's estimate), and least that the best unit must share with the question, by
 * words in context or by meaning, unless a reader finds that it answers. Where retrieval gave no estimate, it must share more.
 */
export const leastAnswerable = 0.38;
const leastShared = { words: 0.1, meaning: 0.3 };
const leastSharedUnaided = { words: 0.35, meaning: 0.5 };
const leastReading = 0.3;

/** Whether the best unit seems to answer. */
export function knowsAnswer(scored: ScoredUnit[], answerable: number | undefined): boolean {
  const best = scored[0];
  if (best === undefined) return false;
  if (answerable !== undefined && answerable < leastAnswerable) return false;
  const { inContext, meaning, reading } = best.features;
  const least = answerable === undefined ? leastSharedUnaided : leastShared;
  return inContext >= least.words || meaning >= least.meaning || reading >= leastReading;
}
