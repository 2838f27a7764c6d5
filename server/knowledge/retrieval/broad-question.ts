import type { ReadUnit } from '../../ports/reader.ts';
import type { SearchEvidence } from './evidence.ts';

/** Least chances to answer: of one passage, of one sentence, and of a second passage beside the first. */
const least = { best: 0.65, unit: 0.55, second: 0.3 };

/** What is known of a question so broad that several passages answer it; enough for it to be answered. */
export const chanceOfBroadAnswer = 0.5;

/**
 * Whether several passages answer, as they do where somebody asks "How long does delivery take?" in a shop with six kinds of delivery:
 * then none stands above the others, which otherwise speaks against an answer. `readings` are the passages' chances to answer, in
 * any order; no word or name of the question may be unknown.
 */
export function isBroadlyAnswered(
  { unknown, names, exactHeld }: SearchEvidence,
  readings: readonly number[],
  units: readonly ReadUnit[],
): boolean {
  if (unknown > 0 || names < 1 || exactHeld < 1) return false;
  const [best = 0, second = 0] = readings.toSorted((left, right) => right - left);
  return (
    best >= least.best &&
    second >= least.second &&
    units.some(({ answers }) => answers >= least.unit)
  );
}
