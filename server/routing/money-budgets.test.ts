import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { MoneyBudgets } from './money-budgets.ts';

const limits = { usdPerDay: 10, usdPerConversation: 1, usdPerVisitorPerDay: 2 };
const ada = { conversationId: 'c1', visitorId: 'ada' };
const other = { conversationId: 'c9', visitorId: 'bob' };
let clock: ManualClock;
let budgets: MoneyBudgets;

beforeEach(() => {
  clock = new ManualClock();
  budgets = new MoneyBudgets(limits, clock);
});

describe('a budget', () => {
  it('allows anything at first', () => {
    expect(budgets.allowance(ada)).toBe('any');
  });

  it('leaves the small model only when most of it is used, and none when all of it is', () => {
    budgets.spend(ada, 0.85);
    expect(budgets.allowance(ada)).toBe('small-only');
    budgets.spend(ada, 0.2);
    expect(budgets.allowance(ada)).toBe('none');
  });

  it('of one conversation or visitor is not that of another', () => {
    budgets.spend(ada, 1.5);
    expect(budgets.allowance({ ...ada, conversationId: 'c2' })).toBe('any');
    expect(budgets.allowance(other)).toBe('any');
    budgets.spend({ ...ada, conversationId: 'c2' }, 0.6);
    expect(budgets.allowance({ ...ada, conversationId: 'c3' })).toBe('none');
  });

  it('of the day counts every call, and is new the next day', () => {
    budgets.learnSpentToday(9.5);
    budgets.spendToday(0.6);
    expect(budgets.allowance(other)).toBe('none');
    clock.advance(24 * 3_600_000);
    expect(budgets.allowance(other)).toBe('any');
  });

  it('of the day takes over what other nodes spent, and counts nothing twice', () => {
    budgets.spendToday(3);
    budgets.learnSpentToday(8.5);
    expect(budgets.allowance(other)).toBe('small-only');
    budgets.learnSpentToday(8.5);
    expect(budgets.usedToday).toBeCloseTo(0.85);
  });

  it('tells once of each stage that the day comes to', () => {
    const stages: string[] = [];
    budgets.watch((allowance, share) => stages.push(`${allowance} ${share.toFixed(2)}`));
    for (let call = 0; call < 12; call += 1) budgets.spendToday(1);
    clock.advance(24 * 3_600_000);
    budgets.allowance(other);
    expect(stages).toEqual(['small-only 0.80', 'none 1.00', 'any 0.00']);
  });
});
