import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import type { SpendingStore } from '../ports/spending-store.ts';
import { MoneyBudgets, type MoneyLimits } from './money-budgets.ts';

const limits: MoneyLimits = {
  usdPerDay: 10,
  usdPerConversation: 1,
  usdPerVisitorPerDay: 2,
  usdPerAddressPerDay: 4,
};
const ada = { conversationId: 'c1', visitorId: 'ada', address: '203.0.113.1' };
const other = { conversationId: 'c9', visitorId: 'bob', address: '203.0.113.9' };
const dayMs = 24 * 3_600_000;

/** What all nodes spent, as the database has it. */
class Spending implements Omit<SpendingStore, 'addOffPath'> {
  readonly sums = new Map<string, number>();
  reads = 0;
  isGone = false;

  ofConversation = (id: string) => this.#read(`conversation ${id}`);
  ofVisitor = (id: string, day: string) => this.#read(`visitor ${id} ${day}`);
  ofAddress = (address: string, day: string) => this.#read(`address ${address} ${day}`);
  ofDay = (day: string) => this.#read(`day ${day}`);

  async addToAddress(address: string, day: string, usd: number): Promise<void> {
    this.add(`address ${address} ${day}`, usd);
  }

  add(name: string, usd: number): void {
    this.sums.set(name, (this.sums.get(name) ?? 0) + usd);
  }

  async #read(name: string): Promise<number> {
    this.reads += 1;
    if (this.isGone) throw new Error('the database is gone');
    return this.sums.get(name) ?? 0;
  }
}

let clock: ManualClock;
let spending: Spending;
let errors: unknown[];
let budgets: MoneyBudgets;

/** A process over the same database. */
const node = (changed: Partial<MoneyLimits> = {}): MoneyBudgets =>
  new MoneyBudgets(
    { ...limits, ...changed },
    {
      clock,
      spending: spending as Spending & SpendingStore,
      onError: (error) => errors.push(error),
    },
  );

beforeEach(() => {
  clock = new ManualClock();
  spending = new Spending();
  errors = [];
  budgets = node();
});

/** As a turn does: it asks before, its receipt is stored, and it tells after. */
async function turn(spender: typeof ada, usd: number, process = budgets): Promise<void> {
  await process.allowance(spender);
  spending.add(`conversation ${spender.conversationId}`, usd);
  spending.add(`visitor ${spender.visitorId} 2026-01-01`, usd);
  process.spend(spender, usd);
}

describe('a budget', () => {
  it('allows anything at first', async () => {
    expect(await budgets.allowance(ada)).toBe('any');
  });

  it('leaves the small model only when most of it is used, and none when all of it is', async () => {
    await turn(ada, 0.85);
    expect(await budgets.allowance(ada)).toBe('small-only');
    await turn(ada, 0.2);
    expect(await budgets.allowance(ada)).toBe('none');
  });

  it('of one conversation or visitor is not that of another', async () => {
    await turn(ada, 1.5);
    expect(await budgets.allowance({ ...ada, conversationId: 'c2' })).toBe('any');
    expect(await budgets.allowance(other)).toBe('any');
    await turn({ ...ada, conversationId: 'c2' }, 0.6);
    expect(await budgets.allowance({ ...ada, conversationId: 'c3' })).toBe('none');
  });

  it('is not refilled by a restart, nor by another node', async () => {
    await turn(ada, 1);
    expect(await node().allowance(ada)).toBe('none');
    const beside = node();
    await turn(other, 0.5, beside);
    await turn(other, 0.5);
    clock.advance(60_001);
    expect(await beside.allowance(other)).toBe('none');
  });

  it('is read once a while, and counts nothing twice', async () => {
    for (let turns = 0; turns < 5; turns += 1) await turn(ada, 0.1);
    expect(spending.reads).toBe(3);
    expect(await budgets.allowance(ada)).toBe('any');
    clock.advance(60_001);
    expect(await budgets.allowance(ada)).toBe('any');
    expect(spending.reads).toBe(6);
  });

  it('of an address is one for all who come from it with fresh tokens', async () => {
    for (let visitor = 0; visitor < 5; visitor += 1) {
      await turn({ ...ada, visitorId: `v${visitor}`, conversationId: `v${visitor}` }, 0.8);
    }
    const fresh = { ...ada, visitorId: 'fresh', conversationId: 'fresh' };
    expect(await budgets.allowance(fresh)).toBe('none');
    expect(await node().allowance(fresh)).toBe('none');
    expect(await budgets.allowance({ ...fresh, address: '203.0.113.2' })).toBe('any');
    expect(await node({ usdPerAddressPerDay: 0 }).allowance(fresh)).toBe('any');
    clock.advance(dayMs);
    expect(await budgets.allowance(fresh)).toBe('any');
  });

  it('of an address is not kept where it is no limit', async () => {
    await turn(ada, 1, node({ usdPerAddressPerDay: 0 }));
    expect([...spending.sums.keys()].filter((name) => name.startsWith('address'))).toEqual([]);
  });

  it('that cannot be read lets customers go on, while the day still holds', async () => {
    spending.isGone = true;
    expect(await budgets.allowance(ada)).toBe('any');
    expect(errors).toHaveLength(3);
    budgets.spendToday(10);
    expect(await budgets.allowance(ada)).toBe('none');
  });

  it('of the day counts every call, and is new the next day', async () => {
    spending.add('day 2026-01-01', 9.5);
    await budgets.learnSpentToday();
    budgets.spendToday(0.6);
    expect(await budgets.allowance(other)).toBe('none');
    expect(await budgets.allowance(null)).toBe('none');
    clock.advance(dayMs);
    expect(await budgets.allowance(other)).toBe('any');
  });

  it('of the day takes over what other nodes spent, and counts nothing twice', async () => {
    budgets.spendToday(3);
    spending.add('day 2026-01-01', 8.5);
    await budgets.learnSpentToday();
    expect(await budgets.allowance(other)).toBe('small-only');
    await budgets.learnSpentToday();
    expect(budgets.usedToday).toBeCloseTo(0.85);
  });

  it('tells once of each stage that the day comes to', async () => {
    const stages: string[] = [];
    budgets.watch((allowance, share) => stages.push(`${allowance} ${share.toFixed(2)}`));
    for (let call = 0; call < 12; call += 1) budgets.spendToday(1);
    clock.advance(dayMs);
    await budgets.allowance(other);
    expect(stages).toEqual(['small-only 0.80', 'none 1.00', 'any 0.00']);
  });

  it('tells somebody who comes later of the stage that the day is at', () => {
    const stages: string[] = [];
    budgets.watch((allowance) => stages.push(allowance));
    budgets.spendToday(9);
    budgets.watch((allowance, share) => stages.push(`${allowance} ${share.toFixed(2)}`));
    expect(stages).toEqual(['small-only', 'small-only 0.90']);
  });
});
