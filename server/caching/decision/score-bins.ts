import { logOddsOf } from '../../log-odds.ts';

/** Scores are summed in bins of equal width on the logit scale, where a logistic verifier's scores are spread evenly. */
const lowest = -6;
const width = 0.5;
export const binCount = 36;

/** The bin of a score in 0..1; the outer bins take what lies beyond. */
export function binOf(score: number): number {
  const bin = Math.floor((logOddsOf(score) - lowest) / width);
  return Math.max(0, Math.min(binCount - 1, bin));
}

/** The lowest score of a bin, 0..1. */
export function lowerEdgeOf(bin: number): number {
  return bin === 0 ? 0 : 1 / (1 + Math.exp(-(lowest + bin * width)));
}

/** The logit in the middle of a bin. */
export function middleOf(bin: number): number {
  return lowest + (bin + 0.5) * width;
}
