import { rerankWeights } from './ranking-weights.ts';
import {
  type Candidate,
  type QuestionTerms,
  type RerankFeatures,
  rerankFeatures,
} from './rerank-features.ts';

export interface RankedCandidate extends Candidate {
  features: RerankFeatures;
  /** Weighted sum of the features, at most 1; comparable within one search. */
  score: number;
}

const totalWeight = Object.values(rerankWeights).reduce((total, weight) => total + weight, 0);

/** Puts the candidates in order by cheap features; of passages that say the same in the same words only the best stays. */
export function rerank(candidates: Candidate[], question: QuestionTerms): RankedCandidate[] {
  const cosines = candidates.flatMap(({ cosine }) => (cosine === null ? [] : [cosine]));
  const lowestCosine = cosines.length > 0 ? Math.min(...cosines) : 0;
  const ranked = candidates.map((candidate) => {
    const features = rerankFeatures(candidate, question, lowestCosine);
    return { ...candidate, features, score: weighted(features) };
  });
  ranked.sort(
    (left, right) =>
      right.score - left.score || (left.entry.passage.id < right.entry.passage.id ? -1 : 1),
  );
  return withoutRepeats(ranked);
}

function weighted(features: RerankFeatures): number {
  const names = Object.keys(rerankWeights) as (keyof RerankFeatures)[];
  const total = names.reduce((sum, name) => sum + rerankWeights[name] * features[name], 0);
  return total / totalWeight;
}

function withoutRepeats(ranked: RankedCandidate[]): RankedCandidate[] {
  const said = new Set<string>();
  return ranked.filter(({ entry }) => {
    const words = [...entry.headingTerms, '|', ...entry.textTerms].join(' ');
    if (said.has(words)) return false;
    said.add(words);
    return true;
  });
}
