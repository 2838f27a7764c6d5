import { expect, it } from 'vitest';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { WrongHitAlarm } from '../caching/wrong-hit-alarm.ts';
import { rateOf } from '../metrics/wilson-interval.ts';
import type { SpendingStore } from '../ports/spending-store.ts';
import { MoneyBudgets } from '../routing/money-budgets.ts';
import { alertsFrom } from './alerts.ts';

it('tells of money and of wrong hits while they need a look, and of nothing else', async () => {
  const limits = {
    usdPerDay: 10,
    usdPerConversation: 1,
    usdPerVisitorPerDay: 1,
    usdPerAddressPerDay: 1,
  };
  const budgets = new MoneyBudgets(limits, {
    clock: new ManualClock(),
    spending: {} as SpendingStore,
    onError: () => {},
  });
  let rate = rateOf(0, 100);
  const alarm = new WrongHitAlarm({
    audit: { recent: async () => rate },
    bound: 0.01,
    onChange: () => {},
  });
  const alerts = alertsFrom({ usdPerDay: 10, wrongHitBound: 0.01 }, { budgets, alarm });
  await alarm.check();
  expect(alerts()).toEqual([]);
  budgets.spendToday(8.5);
  expect(alerts()).toEqual([
    { kind: 'money', stage: 'small-only', usedShare: 0.85, usdPerDay: 10 },
  ]);
  budgets.spendToday(1.5);
  rate = rateOf(20, 100);
  await alarm.check();
  expect(alerts()).toMatchObject([
    { kind: 'money', stage: 'none' },
    { kind: 'wrong-hits', rate: { share: 0.2 }, bound: 0.01 },
  ]);
});
