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
    intercept: -5.16,
    weights: {
      bestCosine: 2.5,
      margin: 6.8,
      lead: 3.6,
      lift: 5.8,
      names: 0.8,
      coverage: 0.5,
      exactHeld: 1.1,
      unknown: -0.3,
    },
  },
  lexical: {
    intercept: -3.43,
    weights: { margin: 5.8, lead: 5.3, names: 0.9, coverage: 2.4, exactHeld: 1.4, unknown: -0.7 },
  },
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
