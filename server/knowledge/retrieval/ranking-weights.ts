import type { RerankFeatures } from './rerank-features.ts';

/** How much a rank of each search counts in the fusion. Equal weights lose to dense search alone. */
export const fusionWeights = { dense: 1, lexical: 0.2 };

/** How many candidates each search hands over. */
export const candidatesPerSearch = 50;

/**
 * How much each feature counts when the candidates are put in order; only their proportions matter. Fitted by
 * softmax over the candidates of a question on half of three sets (the sample, travel FAQs, open question answering), rounded
 * and checked on the other half: what helps one set alone is left out.
 */
export const rerankWeights: Record<keyof RerankFeatures, number> = {
  cosine: 20,
  fused: 3,
  names: 6,
  numbers: 1,
  coverage: 3,
  type: 2,
  phrases: 1,
};
