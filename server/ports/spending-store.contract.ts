import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationStore } from './conversation-store.ts';
import { Day, exampleAttempt } from './metrics-scenario.testing.ts';
import type { SpendingStore } from './spending-store.ts';

export interface SpendingStoreUnderTest {
  spending: SpendingStore;
  conversations: ConversationStore;
  close(): Promise<void>;
}

export function describeSpendingStoreContract(
  name: string,
  makeAdapter: () => Promise<SpendingStoreUnderTest>,
): void {
  describe(`SpendingStore on ${name}`, () => {
    let adapter: SpendingStoreUnderTest;
    let spending: SpendingStore;
    let days = 0;
    beforeAll(async () => {
      adapter = await makeAdapter();
      spending = adapter.spending;
    });
    afterAll(() => adapter.close());

    const newDay = () => new Day(adapter.conversations, days++);
    const dateOf = (day: Day, minute = 0) => day.at(minute).slice(0, 10);
    const nextDay = 24 * 60;

    it('sums what the answers of a conversation cost, on whatever day', async () => {
      const day = newDay();
      const [talk, other] = [await day.begin(), await day.begin()];
      await talk.turn(0, { costUsd: 0.25 });
      await talk.turn(nextDay, { costUsd: 0.5 });
      await other.turn(0, { costUsd: 4 });
      expect(await spending.ofConversation(talk.id)).toBeCloseTo(0.75, 9);
      expect(await spending.ofConversation(randomUUID())).toBe(0);
    });

    it("sums a visitor's day over their conversations, from midnight to midnight UTC", async () => {
      const day = newDay();
      const visitor = randomUUID();
      const talks = [await day.begin(visitor), await day.begin(visitor)];
      for (const talk of talks) await talk.turn(nextDay - 2, { costUsd: 0.25 });
      await talks[0]?.turn(nextDay, { costUsd: 4 });
      await (await day.begin()).turn(0, { costUsd: 2 });
      expect(await spending.ofVisitor(visitor, dateOf(day))).toBeCloseTo(0.5, 9);
      expect(await spending.ofVisitor(randomUUID(), dateOf(day))).toBe(0);
    });

    it("adds up an address's day, and forgets the days before the last", async () => {
      const [one, two, three] = ['2026-05-01', '2026-05-02', '2026-05-03'] as const;
      expect(await spending.ofAddress('203.0.113.1', one)).toBe(0);
      await Promise.all(
        Array.from({ length: 4 }, () => spending.addToAddress('203.0.113.1', one, 0.25)),
      );
      await spending.addToAddress('203.0.113.1', two, 2);
      await spending.addToAddress('203.0.113.2', two, 8);
      expect(await spending.ofAddress('203.0.113.1', one)).toBeCloseTo(1, 9);
      expect(await spending.ofAddress('203.0.113.1', two)).toBeCloseTo(2, 9);
      await spending.addToAddress('203.0.113.2', three, 1);
      expect(await spending.ofAddress('203.0.113.1', one)).toBe(0);
      expect(await spending.ofAddress('203.0.113.1', two)).toBeCloseTo(2, 9);
    });

    it('counts what was asked off the path into the day', async () => {
      const day = newDay();
      await (await day.begin()).turn(0, { costUsd: 0.25 });
      const call = exampleAttempt({ costUsd: 0.5 });
      await spending.addOffPath('comparison', [call, call], day.at(5));
      await spending.addOffPath('warm-up', [], day.at(6));
      await spending.addOffPath('warm-up', [call], day.at(nextDay));
      expect(await spending.ofDay(dateOf(day))).toBeCloseTo(1.25, 9);
      expect(await spending.ofDay(dateOf(day, nextDay))).toBeCloseTo(0.5, 9);
    });
  });
}
