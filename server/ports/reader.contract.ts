import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadablePassage, Reader } from './reader.ts';

const price: ReadablePassage = {
  heading: 'Ferry tickets: Fares',
  units: [
    'The crossing takes two hours.',
    'A ticket for an adult costs 24.00 EUR.',
    'Dogs travel free of charge.',
  ],
};
const food: ReadablePassage = {
  heading: 'On board: Meals',
  units: ['The restaurant opens an hour before departure.', 'Breakfast is served until ten.'],
};

/** What every reader promises. `makeAdapter` returns a fresh one that works; the suite closes it. */
export function describeReaderContract(
  name: string,
  makeAdapter: () => Reader | Promise<Reader>,
): void {
  describe(`reader: ${name}`, () => {
    let reader: Reader;
    beforeAll(async () => {
      reader = await makeAdapter();
    });
    afterAll(() => reader.close());

    test('names its model', () => {
      expect(reader.modelId).not.toBe('');
    });

    test('tells the passage that answers from one that does not, and the unit that does', async () => {
      const question = 'How much do I pay for one grown-up on the ferry?';
      const [answering, other] = await reader.read(question, [price, food], 'question');
      expect(answering?.answers).toBeGreaterThan(other?.answers ?? 1);
      expect(answering?.units.indexOf(Math.max(...answering.units))).toBe(1);
      expect(other?.units).toHaveLength(food.units.length);
    });

    test('gives chances, whatever it reads', async () => {
      const odd: ReadablePassage[] = [
        { heading: '', units: [''] },
        { heading: 'Long', units: Array.from({ length: 200 }, () => 'wheel '.repeat(40)) },
        { heading: '日本語', units: ['🚲🚲🚲', '\u0000'] },
      ];
      for (const question of ['', '?', 'why '.repeat(2000)]) {
        for (const { answers, units } of await reader.read(question, odd, 'ingestion')) {
          for (const chance of [answers, ...units]) {
            expect(chance).toBeGreaterThanOrEqual(0);
            expect(chance).toBeLessThanOrEqual(1);
          }
        }
      }
    });

    test('reads nothing where there is nothing', async () => {
      expect(await reader.read('What does it cost?', [], 'question')).toEqual([]);
    });

    test('reads a passage the same alone and among others, in the order asked', async () => {
      const question = 'Until when can I have breakfast?';
      const together = await reader.read(question, [price, food, price], 'question');
      const [alone] = await reader.read(question, [food], 'ingestion');
      expect(together[1]?.answers).toBeCloseTo(alone?.answers ?? -1, 5);
      expect(together[0]).toEqual(together[2]);
    });

    test('finds two wordings of one question nearer than two questions, in either order', async () => {
      const [one, other, else_] = [
        'How much is a ticket for an adult?',
        'what do grown-ups pay for the crossing',
        'How much is a ticket for a child?',
      ] as const;
      const same = await reader.compare(one, other, 'question');
      expect(same).toBeGreaterThan(await reader.compare(one, else_, 'question'));
      expect(await reader.compare(other, one, 'question')).toBeCloseTo(same, 5);
    });

    test('fails as reader-unavailable once closed', async () => {
      const closed = await makeAdapter();
      await closed.close();
      const late = closed.read('Too late?', [food], 'question');
      await expect(late).rejects.toMatchObject({ code: 'reader-unavailable' });
    });
  });
}
