import type { HitContext, HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import type { FeatureName } from './features.ts';
import { featureNames, featuresOf } from './features.ts';
import { nameOfWeights } from './weights-name.ts';

/** A logistic regression over standardised features. */
export interface VerifierWeights {
  bias: number;
  features: Record<FeatureName, { mean: number; deviation: number; weight: number }>;
  /** For a candidate with nothing to compare it with: log odds of being right at cosine 0, and how they grow with it. */
  bare: { bias: number; cosine: number };
  /** What it learned from, so that nothing is ever tested on its own training data. */
  trainedOn: readonly { name: string; sha256: string; rows: number }[];
}

/** The verifier that needs no other service: a dozen features and a logistic regression, 0.1 ms a candidate. */
export function makeLogisticVerifier(weights: VerifierWeights): HitVerifier {
  const scoreAtOnce: HitVerifier['scoreAtOnce'] = (question, candidate, context) =>
    logisticScore(weights, question, candidate, context);
  return {
    verifierId: `logistic-2-${nameOfWeights(weights)}`,
    score: async (...asked) => logisticScore(weights, ...asked),
    scoreAtOnce,
  };
}

/** The same, at once: for training and measuring, where a stream of questions is replayed. */
export function logisticScore(
  weights: VerifierWeights,
  question: string,
  candidate: HitNeighbour,
  context: HitContext,
): number {
  if (isBare(context)) {
    return 1 / (1 + Math.exp(-weights.bare.bias - weights.bare.cosine * candidate.cosine));
  }
  const features = featuresOf(question, candidate, context);
  let logit = weights.bias;
  for (const name of featureNames) {
    const { mean, deviation, weight } = weights.features[name];
    logit += (weight * (features[name] - mean)) / deviation;
  }
  return 1 / (1 + Math.exp(-logit));
}

/** Without another neighbour and without a search of its own, only the cosine tells anything about a candidate. */
function isBare({ neighbours, retrievedLineage }: HitContext): boolean {
  return neighbours.length <= 1 && (retrievedLineage?.length ?? 0) === 0;
}
