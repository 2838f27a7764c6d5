import { sentencesOf } from '../language/sentences.ts';
import { termsOf } from '../language/terms.ts';
import { logOddsOf } from '../log-odds.ts';
import type { ReadUnit } from '../ports/reader.ts';

/** What is weighed: log-odds of the unit that a draft was written from, and of the best unit of all that were read. */
export interface DraftEvidence {
  own: number;
  best: number;
}

/** A sentence that shares less than this with every unit, of their telling words together, was written from none of them. */
const leastLikeness = 0.4;

/** Fitted by `server/evals/fit-draft-reading.ts`. */
export const draftReadingModel = { intercept: 1.22, own: 0.81, best: -0.38 };

/**
 * Chance from 0 to 1 that a draft holds the answer, by what a reader made of the sentences that it was written from. The best of a
 * draft's sentences counts, and the better the best that was read is, the less it is enough. Null where the draft was written from
 * nothing that was read.
 */
export function chanceOfAnswering(
  text: string,
  units: readonly ReadUnit[],
  locale: string,
): number | null {
  const evidence = draftEvidence(text, units, locale);
  if (evidence === null) return null;
  const { intercept, own, best } = draftReadingModel;
  return 1 / (1 + Math.exp(-(intercept + own * evidence.own + best * evidence.best)));
}

/** What `chanceOfAnswering` weighs; null where the draft was written from nothing that was read. */
export function draftEvidence(
  text: string,
  units: readonly ReadUnit[],
  locale: string,
): DraftEvidence | null {
  const plain = text.replaceAll(/\s*\[\d[\d\s,]*\]/g, '');
  const read = units.map(({ text: unit, answers }) => ({
    terms: new Set(termsOf(unit, locale)),
    answers,
  }));
  const sources = sentencesOf(plain, locale).flatMap((sentence) => {
    const terms = new Set(termsOf(sentence, locale));
    const likened = read.map((unit) => ({ unit, likeness: likeness(terms, unit.terms) }));
    likened.sort((left, right) => right.likeness - left.likeness);
    const [most] = likened;
    return most !== undefined && most.likeness >= leastLikeness ? [most.unit.answers] : [];
  });
  if (sources.length === 0) return null;
  return {
    own: logOddsOf(Math.max(...sources)),
    best: logOddsOf(Math.max(...read.map(({ answers }) => answers))),
  };
}

/** Dice's coefficient of two sets. */
function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 0;
  return (2 * [...left].filter((term) => right.has(term)).length) / (left.size + right.size);
}
