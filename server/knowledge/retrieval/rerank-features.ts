import { askedTypes, typeMatch } from '../../language/answer-type.ts';
import { nameTermsOf } from '../../language/names.ts';
import { termsOf } from '../../language/terms.ts';
import type { IndexedPassage, LexicalIndex } from './lexical-index.ts';
import type { SearchScope } from './search-scope.ts';

/** What the searches say of a passage. */
export interface Candidate {
  entry: IndexedPassage;
  /** Null where the dense search did not return it. */
  cosine: number | null;
  /** BM25, 0 where no word is shared. */
  lexicalScore: number;
  /** Of the weighted rank fusion, at most 1. */
  fusedScore: number;
}

/** The question as its terms, each with its weight; terms that no passage in scope holds are left out of the maps. */
export interface QuestionTerms {
  sequence: string[];
  weights: Map<string, number>;
  names: Map<string, number>;
  numbers: string[];
  /** Names and numbers, those that no passage holds included. */
  exact: string[];
  /** Share of the terms that no passage in scope holds. */
  unknownShare: number;
  /** The kinds of value asked for: a price, a duration ... */
  types: number[];
  /** Weight of all terms, those that no passage holds included. */
  totalWeight: number;
}

/** Each from 0 to 1. */
export interface RerankFeatures {
  cosine: number;
  fused: number;
  /** Share of the weight of the question's known terms found in the passage. */
  coverage: number;
  /** The same for the question's names; 1 if it has none. */
  names: number;
  /** Share of the question's numbers found in the passage; 1 if it has none. */
  numbers: number;
  /** Share of the asked-for kinds of value that the passage gives; 0 if the question asks for none. */
  type: number;
  /** Share of the question's neighbouring terms that also stand side by side in the passage. */
  phrases: number;
}

/** "How much" asks for a value, and that no document says "much" tells nothing. */
const askingTerms = new Set(['much', 'many']);

export function questionTerms(
  question: string,
  lexical: LexicalIndex,
  scope: SearchScope,
): QuestionTerms {
  const sequence = termsOf(question, scope.locale);
  const terms = new Set(sequence);
  const { known, unknown } = lexical.termWeights(terms, scope);
  const names = nameTermsOf(question, scope.locale);
  const missing = [...terms].filter((term) => !known.has(term) && !askingTerms.has(term));
  const digits = [...terms].filter((term) => /\d/.test(term));
  return {
    sequence,
    weights: known,
    names: lexical.termWeights(names, scope).known,
    numbers: digits.filter((term) => /^[\d.,:]+$/.test(term)),
    exact: [...new Set([...names, ...digits])],
    unknownShare: terms.size === 0 ? 0 : missing.length / terms.size,
    types: askedTypes(question),
    totalWeight: sum(known.values()) + unknown * missing.length,
  };
}

/** `lowestCosine` stands in for one that the dense search did not give. */
export function rerankFeatures(
  { entry, cosine, fusedScore }: Candidate,
  question: QuestionTerms,
  lowestCosine: number,
): RerankFeatures {
  const holds = (term: string) => entry.frequencies.has(term);
  return {
    cosine: Math.max(0, cosine ?? lowestCosine),
    fused: fusedScore,
    coverage: weightShare(question.weights, holds, 0),
    names: weightShare(question.names, holds, 1),
    numbers: share(question.numbers, holds, 1),
    type: typeMatch(question.types, entry.passage.text),
    phrases: sharedPhrases(question.sequence, entry),
  };
}

/** Weight of the question's terms found, in relation to all of them, also those that no passage in scope holds. */
export function coveredShare(question: QuestionTerms, held: (term: string) => boolean): number {
  if (question.totalWeight === 0) return 0;
  const found = [...question.weights].filter(([term]) => held(term)).map(([, weight]) => weight);
  return sum(found) / question.totalWeight;
}

function weightShare(
  weights: Map<string, number>,
  holds: (term: string) => boolean,
  ofNone: number,
): number {
  const total = sum(weights.values());
  if (total === 0) return ofNone;
  return sum([...weights].filter(([term]) => holds(term)).map(([, weight]) => weight)) / total;
}

function share(items: string[], holds: (item: string) => boolean, ofNone: number): number {
  return items.length === 0 ? ofNone : items.filter(holds).length / items.length;
}

function sharedPhrases(sequence: string[], entry: IndexedPassage): number {
  const present = new Set([...pairsOf(entry.headingTerms), ...pairsOf(entry.textTerms)]);
  return share(pairsOf(sequence), (pair) => present.has(pair), 0);
}

function pairsOf(terms: string[]): string[] {
  return terms.slice(1).map((term, position) => `${terms[position]} ${term}`);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
