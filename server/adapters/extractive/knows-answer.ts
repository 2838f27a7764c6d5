import type { ScoredUnit } from './unit-score.ts';

/** Least chance that the passages answer, and least score of the best unit, for an answer to be given. */
export const thresholds = { answerable: 0.45, unitScore: 0.2 };

/** Whether the best unit seems to answer. `answerable` is retrieval's own estimate, where there is one. */
export function knowsAnswer(scored: ScoredUnit[], answerable: number | undefined): boolean {
  const best = scored[0];
  if (best === undefined) return false;
  if (answerable !== undefined && answerable < thresholds.answerable) return false;
  return best.score >= thresholds.unitScore;
}
