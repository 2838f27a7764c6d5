import { costUsd } from '../routing/cost.ts';
import type { Prices } from '../routing/model-card.ts';

/** How much is asked. */
export interface Traffic {
  users: number;
  /** Conversations a user has a month. */
  sessions: number;
  /** Questions a conversation has. */
  turns: number;
}

/** Tokens of one call. */
export interface CallTokens {
  system: number;
  context: number;
  history: number;
  question: number;
  output: number;
}

/** What the product saves. All are shares from 0 to 1. */
export interface Savings {
  /** Turns answered from the exact or the semantic cache. */
  answerCache: number;
  /** Of the turns that reach a model: those that begin with the small one. */
  small: number;
  /** Of these: those whose draft is redone by the large one. */
  escalated: number;
  /** Of the input: tokens found in the provider's prompt cache. */
  promptCache: number;
}

export interface Estimate {
  /** USD; a turn may be a cache hit, a call never is. */
  perCall: number;
  perTurn: number;
  perConversation: number;
  /** Null where none is resolved. */
  perResolvedConversation: number | null;
  perUserAndMonth: number;
  perMonth: number;
}

export interface EstimateInput {
  traffic: Traffic;
  tokens: CallTokens;
  savings: Savings;
  /** Share of conversations that end resolved, from 0 to 1. */
  resolved: number;
  small: Prices;
  large: Prices;
}

export const noSavings: Savings = { answerCache: 0, small: 0, escalated: 0, promptCache: 0 };

/** What one call costs in USD with these tokens, at the price of one model. */
export function callCostUsd(tokens: CallTokens, prices: Prices, promptCache = 0): number {
  const inputTokens = tokens.system + tokens.context + tokens.history + tokens.question;
  return costUsd(
    { inputTokens, cachedInputTokens: inputTokens * promptCache, outputTokens: tokens.output },
    prices,
  );
}

/**
 * What the traffic costs. A turn that misses the caches pays the small model, and the large one as well where the draft is
 * redone, or else the large one alone.
 */
export function estimate(input: EstimateInput): Estimate {
  const { traffic, tokens, savings, resolved } = input;
  const small = callCostUsd(tokens, input.small, savings.promptCache);
  const large = callCostUsd(tokens, input.large, savings.promptCache);
  const perCall = savings.small * (small + savings.escalated * large) + (1 - savings.small) * large;
  const perTurn = (1 - savings.answerCache) * perCall;
  const perConversation = perTurn * traffic.turns;
  const perUserAndMonth = perConversation * traffic.sessions;
  return {
    perCall,
    perTurn,
    perConversation,
    perResolvedConversation: resolved > 0 ? perConversation / resolved : null,
    perUserAndMonth,
    perMonth: perUserAndMonth * traffic.users,
  };
}

export interface SavingStep {
  name: string;
  perMonth: number;
  /** Share of the reference's cost that is saved so far. */
  saved: number;
}

/** The monthly bill with each saving switched on in turn, from the large model for everything. */
export function savingSteps(input: EstimateInput): SavingStep[] {
  const { answerCache, small, escalated, promptCache } = input.savings;
  const stages: [string, Savings][] = [
    ['large model for everything', noSavings],
    ['+ answer caches', { ...noSavings, answerCache }],
    ['+ routing to the small model', { ...noSavings, answerCache, small, escalated }],
    ["+ the provider's prompt cache", { answerCache, small, escalated, promptCache }],
  ];
  const reference = estimate({ ...input, savings: noSavings }).perMonth;
  return stages.map(([name, savings]) => {
    const { perMonth } = estimate({ ...input, savings });
    return { name, perMonth, saved: reference === 0 ? 0 : 1 - perMonth / reference };
  });
}
