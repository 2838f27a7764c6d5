import { logOddsOf } from '../../log-odds.ts';
import type { ReadingEvidence, SearchEvidence } from './evidence.ts';

/** What the models weigh: the evidence of the search, and of the reading the total as a logarithm and the unit as log-odds. */
export interface AnswerabilityFeatures extends SearchEvidence {
  total: number;
  unit: number;
}

/** Keeps the logarithm of a total of nothing at bay. */
const leastTotal = 1e-3;

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
    intercept: -3.7,
    weights: {
      total: 0.986,
      unit: 0.122,
      lift: 4.14,
      margin: 1.108,
      names: 1.304,
      exactHeld: 0.691,
      unknown: -0.573,
    },
  },
};

/** From 0 to 1; 0 without evidence. Without a reading the search speaks alone. */
export function answerability(
  evidence: SearchEvidence | null,
  source: 'hybrid' | 'lexical',
  reading?: ReadingEvidence,
): number {
  if (evidence === null) return 0;
  const { intercept, weights } = answerabilityModels[reading === undefined ? source : 'read'];
  const features = answerabilityFeatures(evidence, reading);
  let sum = intercept;
  for (const [name, weight] of Object.entries(weights)) {
    sum += weight * features[name as keyof AnswerabilityFeatures];
  }
  return 1 / (1 + Math.exp(-sum));
}

/** The evidence in the form that the models weigh. */
export function answerabilityFeatures(
  evidence: SearchEvidence,
  { total, unit }: ReadingEvidence = { total: 0.5, unit: 0.5 },
): AnswerabilityFeatures {
  return { ...evidence, total: Math.log(total + leastTotal), unit: logOddsOf(unit) };
}
