import { askedTypes, typeMatch } from '../../language/answer-type.ts';
import { nameTermsOf } from '../../language/names.ts';
import { termsOf } from '../../language/terms.ts';
import { cosine } from '../../ports/embedder.ts';
import type { QuotableUnit } from './quotable-units.ts';

export interface ScoredUnit {
  unit: QuotableUnit;
  features: UnitFeatures;
  /** Weighted sum of the features, at most 1. */
  score: number;
}

/** Each from 0 to 1. */
export interface UnitFeatures {
  /** Share of the question's weight in the unit's own words. */
  own: number;
  /** The same with title, heading and lead of the list. */
  inContext: number;
  /** Share of the question's names and numbers found, in context; 1 if it has none. */
  exact: number;
  /** 1 for the passage that retrieval put first, less for later ones. */
  rank: number;
  /** Whether it gives the kind of value asked for. */
  type: number;
  /** Cosine to the question; 0 where no embedder took part. */
  meaning: number;
  /** Chance that it is part of an answer, as a reader says; 0 where none read it. */
  reading: number;
}

/** Rounded from softmax fits on the two halves of the sample's questions; only their proportions matter. */
export const unitWeights: Record<keyof UnitFeatures, number> = {
  own: 2,
  inContext: 3,
  exact: 1,
  rank: 2,
  type: 1,
  meaning: 14,
  reading: 6,
};

export interface AskedQuestion {
  standaloneQuestion: string;
  /** As the customer put it: its words count fully, those filled in from before by half. */
  question: string;
  locale: string;
}

/** Where a passage stood in retrieval's order, from 0: prompts put the best passages first and last. */
export function retrievalRank(number: number, count: number): number {
  const position = number - 1;
  const front = Math.ceil(count / 2);
  return position < front ? 2 * position : 2 * (count - 1 - position) + 1;
}

/** Scores all units by their words, without the embedder; best first. */
export function scoreByWords(
  units: QuotableUnit[],
  asked: AskedQuestion,
  passageCount: number,
): ScoredUnit[] {
  const { locale } = asked;
  const ownTerms = units.map((unit) => new Set(termsOf(unit.text, locale)));
  const contextTerms = units.map((unit, position) => {
    const { documentTitle, heading } = unit.passage;
    const around = termsOf(`${documentTitle} ${heading} ${unit.lead}`, locale);
    return new Set([...(ownTerms[position] ?? []), ...around]);
  });
  const weights = questionWeights(asked, contextTerms);
  const exact = [
    ...new Set([
      ...nameTermsOf(asked.question, locale),
      ...termsOf(asked.question, locale).filter((term) => /\d/.test(term)),
    ]),
  ];
  const types = askedTypes(asked.question);
  return units
    .map((unit, position): ScoredUnit => {
      const own = ownTerms[position] ?? new Set();
      const inContext = contextTerms[position] ?? new Set();
      const features: UnitFeatures = {
        own: weightShare(weights, own),
        inContext: weightShare(weights, inContext),
        exact:
          exact.length === 0
            ? 1
            : exact.filter((term) => inContext.has(term)).length / exact.length,
        rank: 1 / (1 + 0.5 * retrievalRank(unit.number, passageCount)),
        type: typeMatch(types, unit.text),
        meaning: 0,
        reading: 0,
      };
      return { unit, features, score: weighted(features) };
    })
    .sort(byScore);
}

/** The same units with the nearness of their vectors to the question's; best first. */
export function addMeaning(
  scored: ScoredUnit[],
  question: Float32Array,
  vectors: Map<QuotableUnit, Float32Array>,
): ScoredUnit[] {
  return scored
    .map(({ unit, features }) => {
      const vector = vectors.get(unit);
      const meaning = vector === undefined ? 0 : Math.max(0, cosine(question, vector));
      const withMeaning = { ...features, meaning };
      return { unit, features: withMeaning, score: weighted(withMeaning) };
    })
    .sort(byScore);
}

/** The same units with what a reader made of them; best first. `chances` holds those of the units that were read. */
export function addReading(scored: ScoredUnit[], chances: Map<QuotableUnit, number>): ScoredUnit[] {
  return scored
    .map(({ unit, features }) => {
      const withReading = { ...features, reading: chances.get(unit) ?? 0 };
      return { unit, features: withReading, score: weighted(withReading) };
    })
    .sort(byScore);
}

function questionWeights(
  { question, standaloneQuestion, locale }: AskedQuestion,
  units: Set<string>[],
): Map<string, number> {
  const asked = new Set(termsOf(question, locale));
  const weights = new Map<string, number>();
  for (const term of new Set([...asked, ...termsOf(standaloneQuestion, locale)])) {
    const holding = units.filter((terms) => terms.has(term)).length;
    const rarity = Math.log(1 + (units.length - holding + 0.5) / (holding + 0.5));
    weights.set(term, asked.has(term) ? rarity : rarity / 2);
  }
  return weights;
}

function weightShare(weights: Map<string, number>, terms: Set<string>): number {
  let total = 0;
  let found = 0;
  for (const [term, weight] of weights) {
    total += weight;
    if (terms.has(term)) found += weight;
  }
  return total > 0 ? found / total : 0;
}

const names = Object.keys(unitWeights) as (keyof UnitFeatures)[];
const totalWeight = names.reduce((sum, name) => sum + unitWeights[name], 0);

function weighted(features: UnitFeatures): number {
  return names.reduce((sum, name) => sum + unitWeights[name] * features[name], 0) / totalWeight;
}

function byScore(left: ScoredUnit, right: ScoredUnit): number {
  return (
    right.score - left.score ||
    left.unit.number - right.unit.number ||
    left.unit.position - right.unit.position
  );
}
