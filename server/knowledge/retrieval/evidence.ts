import type { RankedCandidate } from './rerank.ts';
import { coveredShare, type QuestionTerms } from './rerank-features.ts';

/** What a search knows of its own success. Scores are those of the rerank, cosines those of the dense search. */
export interface SearchEvidence {
  /** Cosine of the best passage; 0 where the search went by words alone. */
  bestCosine: number;
  bestScore: number;
  /** How much the best passage's score is above the mean of the next three. */
  margin: number;
  /** How much it is above the next one. */
  lead: number;
  /** How much the best passage's cosine is above the mean of all candidates. */
  lift: number;
  /** Share of the question's names that the best passage holds; 1 without names. */
  names: number;
  /** Share of the question's weight that the best passage holds, unknown words included. */
  coverage: number;
  /** Share of the question's names and numbers that the best passage holds, unknown ones included; 1 without any. */
  exactHeld: number;
  /** Share of the question's terms that no passage in scope holds. */
  unknown: number;
}

/** What a reader made of the best passages, from its chances that they answer. */
export interface ReadingEvidence {
  /** Sum over the passages: how many of them answer. Of a broad question several do, none of them for sure. */
  total: number;
  /** Chance of the best sentence of all, from 0 to 1. */
  unit: number;
}

/** Reads the evidence off the reranked candidates, best first. Null where there is none. */
export function readEvidence(
  ranked: RankedCandidate[],
  question: QuestionTerms,
): SearchEvidence | null {
  const [best, ...others] = ranked;
  if (best === undefined) return null;
  const next = others.slice(0, 3).map(({ score }) => score);
  const cosines = ranked.map(({ features }) => features.cosine);
  return {
    bestCosine: best.features.cosine,
    bestScore: best.score,
    margin: best.score - mean(next),
    lead: best.score - (next[0] ?? 0),
    lift: best.features.cosine - mean(cosines),
    names: best.features.names,
    coverage: coveredShare(question, (term) => best.entry.frequencies.has(term)),
    exactHeld: shareHeld(question.exact, (term) => best.entry.frequencies.has(term)),
    unknown: question.unknownShare,
  };
}

function shareHeld(terms: string[], held: (term: string) => boolean): number {
  return terms.length === 0 ? 1 : terms.filter(held).length / terms.length;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
