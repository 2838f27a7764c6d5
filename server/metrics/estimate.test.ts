import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModels } from '../routing/parse-models.ts';
import { type CallTokens, callCostUsd, estimate, noSavings, savingSteps } from './estimate.ts';

const cards = parseModels(readFileSync(new URL('../../models.yaml', import.meta.url), 'utf8'));
function pricesOf(id: string) {
  const card = cards.find((other) => other.id === id);
  if (!card) throw new Error(`no model ${id}`);
  return card.pricesPerMillion;
}
const gpt4o = pricesOf('gpt-4o');
const mini = pricesOf('gpt-4o-mini');

/** The article's anatomy of a support call, its lower and its upper ends. */
const lower: CallTokens = {
  system: 500,
  context: 2_000,
  history: 1_500,
  question: 50,
  output: 200,
};
const upper: CallTokens = {
  system: 1_500,
  context: 8_000,
  history: 3_000,
  question: 200,
  output: 800,
};
const bare = (tokens: CallTokens): CallTokens => ({ ...tokens, context: 0, history: 0 });
const none: CallTokens = { system: 0, context: 0, history: 0, question: 0, output: 0 };

describe("the article's typical call", () => {
  it('sums up to its 4,050 to 12,700 tokens of input', () => {
    const input = (tokens: CallTokens): number =>
      tokens.system + tokens.context + tokens.history + tokens.question;
    expect([input(lower), input(upper)]).toEqual([4_050, 12_700]);
  });

  it('costs $0.012 to $0.040 with all its parts at the prices of GPT-4o', () => {
    expect(callCostUsd(lower, gpt4o)).toBeCloseTo(0.012125, 6);
    expect(callCostUsd(upper, gpt4o)).toBeCloseTo(0.03975, 6);
  });

  it('costs its $0.003 to $0.012 only without retrieved context and history', () => {
    expect(callCostUsd(bare(lower), gpt4o)).toBeCloseTo(0.003375, 6);
    expect(callCostUsd(bare(upper), gpt4o)).toBeCloseTo(0.01225, 6);
  });

  it('costs $0.0007 to $0.0024 with GPT-4o mini', () => {
    expect(callCostUsd(lower, mini)).toBeCloseTo(0.0007275, 7);
    expect(callCostUsd(upper, mini)).toBeCloseTo(0.002385, 7);
  });
});

describe("the article's other figures", () => {
  it.each([
    [50_000, 150, 600],
    [500_000, 1_500, 6_000],
  ])('%i calls a month at its $0.003 to $0.012 are $%i to $%i', (calls, least, most) => {
    expect([calls * 0.003, calls * 0.012]).toEqual([least, most]);
  });

  it('a prompt of 100,000 tokens is $0.25, and $7,500 a month at 1,000 a day', () => {
    const call = callCostUsd({ ...none, context: 100_000 }, gpt4o);
    expect(call).toBeCloseTo(0.25);
    expect(call * 1_000 * 30).toBeCloseTo(7_500);
  });

  it('100 contracts of 50,000 to 80,000 tokens are $12.50 to $20, not its $1,500 to $2,500', () => {
    expect(100 * callCostUsd({ ...none, context: 50_000 }, gpt4o)).toBeCloseTo(12.5);
    expect(100 * callCostUsd({ ...none, context: 80_000 }, gpt4o)).toBeCloseTo(20);
  });

  it('the right model for each task differs 10 to 20 times', () => {
    for (const tokens of [lower, upper]) {
      const ratio = callCostUsd(tokens, gpt4o) / callCostUsd(tokens, mini);
      expect(ratio).toBeGreaterThan(10);
      expect(ratio).toBeLessThan(20);
    }
  });

  it('an exact cache that hits 35% takes 35% off the bill', () => {
    const input = {
      traffic: { users: 1, sessions: 1, turns: 1 },
      tokens: lower,
      resolved: 1,
      small: mini,
      large: gpt4o,
    };
    const full = estimate({ ...input, savings: noSavings }).perMonth;
    const cached = estimate({ ...input, savings: { ...noSavings, answerCache: 0.35 } }).perMonth;
    expect(cached / full).toBeCloseTo(0.65);
  });

  it('routing takes its 65% off when 69% of the calls go to the small model', () => {
    const input = {
      traffic: { users: 1, sessions: 1, turns: 1 },
      tokens: lower,
      resolved: 1,
      small: mini,
      large: gpt4o,
    };
    const full = estimate({ ...input, savings: noSavings }).perCall;
    const routed = estimate({ ...input, savings: { ...noSavings, small: 0.69 } }).perCall;
    expect(1 - routed / full).toBeCloseTo(0.65, 2);
  });
});

describe('what a user costs a month', () => {
  const input = {
    traffic: { users: 10_000, sessions: 2, turns: 5 },
    tokens: lower,
    savings: { answerCache: 0.35, small: 0.8, escalated: 0.1, promptCache: 0.2 },
    resolved: 0.5,
    small: mini,
    large: gpt4o,
  };

  it('follows from turn, conversation and sessions', () => {
    const result = estimate(input);
    expect(result.perConversation).toBeCloseTo(result.perTurn * 5);
    expect(result.perUserAndMonth).toBeCloseTo(result.perConversation * 2);
    expect(result.perMonth).toBeCloseTo(result.perUserAndMonth * 10_000);
    expect(result.perResolvedConversation).toBeCloseTo(result.perConversation * 2);
  });

  it('names no cost of a resolved conversation where none is', () => {
    expect(estimate({ ...input, resolved: 0 }).perResolvedConversation).toBeNull();
  });

  it('falls with each saving that is switched on', () => {
    const months = savingSteps(input).map((step) => step.perMonth);
    expect(months).toEqual(months.toSorted((left, right) => right - left));
    expect(months[0]).toBeCloseTo(10_000 * 2 * 5 * 0.012125);
    expect(savingSteps(input)[0]?.saved).toBe(0);
  });
});
