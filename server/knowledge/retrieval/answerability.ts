import { logOddsOf } from '../../log-odds.ts';
import type { SearchEvidence } from './evidence.ts';

/** What the models weigh: the evidence, the reading as log-odds. */
export type AnswerabilityFeatures = Required<SearchEvidence>;

export interface LogisticModel {
  intercept: number;
  weights: Partial<Record<keyof AnswerabilityFeatures, number>>;
}

/**
 * Chance that the best passages answer the question, from the evidence of the search. How far the best passage stands above
 * the others tells more than its similarity. Two models, with and without the dense search.
 */
export const answerabilityModels: Record<'hybrid' | 'lexical' | 'read', LogisticModel> = {
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
  read: {
    intercept: -3.11,
    weights: {
      reading: 0.456,
      bestCosine: 0.419,
      margin: 8.97,
      lead: -0.54,
      lift: 6.33,
      names: 0.86,
      coverage: -2.41,
      exactHeld: 1.17,
      unknown: -2.78,
    },
  },
};

/** From 0 to 1; 0 without evidence. */
export function answerability(
  evidence: SearchEvidence | null,
  source: 'hybrid' | 'lexical',
): number {
  if (evidence === null) return 0;
  const { intercept, weights } =
    answerabilityModels[evidence.reading === undefined ? source : 'read'];
  const features = answerabilityFeatures(evidence);
  let sum = intercept;
  for (const [name, weight] of Object.entries(weights)) {
    sum += weight * features[name as keyof AnswerabilityFeatures];
  }
  return 1 / (1 + Math.exp(-sum));
}

/** The evidence in the form that the models weigh. */
export function answerabilityFeatures(evidence: SearchEvidence): AnswerabilityFeatures {
  return { ...evidence, reading: logOddsOf(evidence.reading ?? 0.5) };
}
