import type { SearchEvidence } from './evidence.ts';

export interface LogisticModel {
  intercept: number;
  weights: Partial<Record<keyof SearchEvidence, number>>;
}

/**
 * Chance that the best passages answer the question, from the evidence of the search. How far the best passage stands above
 * the others tells more than its similarity. Two models, with and without the dense search.
 */
export const answerabilityModels: Record<'hybrid' | 'lexical', LogisticModel> = {
  hybrid: {
    intercept: -6.9,
    weights: { margin: 15, lead: 4.6, lift: 17.5, names: 3.4, coverage: -1.3 },
  },
  lexical: { intercept: -3.5, weights: { margin: 83.5, lead: 39.6, names: 3.1, coverage: 0.2 } },
};

/** From 0 to 1; 0 without evidence. */
export function answerability(
  evidence: SearchEvidence | null,
  source: 'hybrid' | 'lexical',
): number {
  if (evidence === null) return 0;
  const { intercept, weights } = answerabilityModels[source];
  let sum = intercept;
  for (const [name, weight] of Object.entries(weights)) {
    sum += weight * evidence[name as keyof SearchEvidence];
  }
  return 1 / (1 + Math.exp(-sum));
}
