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
    intercept: -6.4,
    weights: {
      bestCosine: 4.1,
      margin: 5,
      lead: 3.3,
      lift: 6.3,
      names: 2,
      coverage: 1.2,
      headingCoverage: -1.1,
      agreement: 0.5,
    },
  },
  lexical: {
    intercept: -3.8,
    weights: { margin: 5.6, lead: 6.4, names: 2.1, coverage: 2.8, headingCoverage: 0.9 },
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
