import type { RerankFeatures } from './rerank-features.ts';

/** How much a rank of each search counts in the fusion. Equal weights lose to dense search alone. */
export const fusionWeights = { dense: 1, lexical: 0.2 };

/** How many candidates each search hands over. */
export const candidatesPerSearch = 50;

/**
 * How much each feature counts when the candidates are put in order; only their proportions matter. Fitted by
 * `server/evals/fit-retrieval.ts` (softmax over the candidates of a question) and rounded.
 */
export const rerankWeights: Record<keyof RerankFeatures, number> = {
  cosine: 25,
  fused: 6,
  names: 7,
  numbers: 2,
  coverage: 1,
  phrases: 1,
};
