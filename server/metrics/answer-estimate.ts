import type {
  EstimateAssumption,
  EstimateAssumptions,
  EstimateQuery,
  EstimateView,
} from '../../shared/admin-estimate.ts';
import type { Figures } from '../../shared/admin-figures.ts';
import type { Tier } from '../routing/ladder.ts';
import type { ModelCard } from '../routing/model-card.ts';
import { type EstimateInput, estimate, noSavings, savingSteps } from './estimate.ts';
import { liveRates } from './live-rates.ts';

/** The article's support call and exact cache, with careful savings: what is reckoned with before anything was measured. */
export const assumedRates: EstimateAssumptions = {
  users: 10_000,
  sessions: 2,
  turns: 5,
  system: 1_000,
  context: 2_400,
  history: 1_500,
  question: 100,
  output: 300,
  answerCache: 0.35,
  small: 0.8,
  escalated: 0.1,
  promptCache: 0.2,
  resolved: 0.5,
};

export interface EstimateParts {
  /** Of the last month. */
  figures: Figures;
  cards: readonly ModelCard[];
}

/**
 * What one user costs a month, from what is given, else from what was measured, else from assumptions. Null where a model is not
 * in the ladder or the ladder is empty.
 */
export function answerEstimate(asked: EstimateQuery, parts: EstimateParts): EstimateView | null {
  const { figures, cards } = parts;
  const { basis, smallModel, largeModel, ...given } = asked;
  const small = chooseCard(cards, smallModel, 'small');
  const large = chooseCard(cards, largeModel, 'large');
  if (small === undefined || large === undefined) return null;
  const tierOf = (model: string): Tier | undefined => cards.find(({ id }) => id === model)?.tier;
  const live: Partial<EstimateAssumptions> = basis === 'assumed' ? {} : liveRates(figures, tierOf);
  const assumptions = { ...assumedRates, ...live, ...given };
  const sourceOf = (name: EstimateAssumption) => {
    if (given[name] !== undefined) return 'given';
    return live[name] === undefined ? 'assumed' : 'live';
  };
  const names = Object.keys(assumedRates) as EstimateAssumption[];
  const input = toInput(assumptions, small, large);
  return {
    assumptions,
    sources: Object.fromEntries(
      names.map((name) => [name, sourceOf(name)]),
    ) as EstimateView['sources'],
    smallModel: small.id,
    largeModel: large.id,
    estimate: estimate(input),
    reference: estimate({ ...input, savings: noSavings }),
    steps: savingSteps(input),
    measured: {
      visitors: figures.visitors,
      costPerVisitorMonthUsd: figures.costPerVisitorMonthUsd,
    },
  };
}

/** The named model, else the reference or the cheapest of the tier; with one tier only, its model stands for both. */
function chooseCard(
  cards: readonly ModelCard[],
  id: string | undefined,
  tier: 'small' | 'large',
): ModelCard | undefined {
  if (id !== undefined) return cards.find((card) => card.id === id);
  const ofTier = cards.filter((card) => card.tier === tier);
  const candidates = ofTier.length > 0 ? ofTier : cards;
  return (
    candidates.find(({ referenceModel }) => referenceModel) ??
    candidates.toSorted(
      (left, right) => left.pricesPerMillion.input - right.pricesPerMillion.input,
    )[0]
  );
}

function toInput(from: EstimateAssumptions, small: ModelCard, large: ModelCard): EstimateInput {
  const { users, sessions, turns, system, context, history, question, output, resolved } = from;
  const { answerCache, escalated, promptCache } = from;
  return {
    traffic: { users, sessions, turns },
    tokens: { system, context, history, question, output },
    savings: { answerCache, small: from.small, escalated, promptCache },
    resolved,
    small: small.pricesPerMillion,
    large: large.pricesPerMillion,
  };
}
