import { beforeEach, describe, expect, it } from 'vitest';
import type { CalibrationStore, ClassCalibration } from './calibration-store.ts';

/** What every CalibrationStore does. `makeAdapter` gives an empty one. */
export function describeCalibrationStoreContract(
  name: string,
  makeAdapter: () => Promise<CalibrationStore>,
): void {
  describe(`${name} as a CalibrationStore`, () => {
    let store: CalibrationStore;

    beforeEach(async () => {
      store = await makeAdapter();
    });

    const sums = (
      taskClass: ClassCalibration['taskClass'],
      lookups: number[],
      verifierId = 'v1',
    ): ClassCalibration => ({
      taskClass,
      verifierId,
      lookups,
      observed: lookups.map((count) => count / 2),
      wrong: lookups.map(() => 0),
    });

    it('has nothing at first, and gives back what was added', async () => {
      expect(await store.load('v1')).toEqual([]);
      await store.add([sums('faq', [2, 0, 4])]);
      expect(await store.load('v1')).toEqual([sums('faq', [2, 0, 4])]);
    });

    it('adds up bin by bin what several nodes add at once', async () => {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          store.add([sums('faq', [1, 0, 2]), sums('multi-step', [0, 3, 0])]),
        ),
      );
      const loaded = await store.load('v1');
      expect(loaded.toSorted((a, b) => a.taskClass.localeCompare(b.taskClass))).toEqual([
        sums('faq', [10, 0, 20]),
        sums('multi-step', [0, 30, 0]),
      ]);
    });

    it('keeps the scores of two verifiers apart', async () => {
      await store.add([sums('faq', [1, 1, 1], 'v1')]);
      await store.add([sums('faq', [5, 5, 5], 'v2')]);
      expect(await store.load('v1')).toEqual([sums('faq', [1, 1, 1], 'v1')]);
      expect(await store.load('v2')).toEqual([sums('faq', [5, 5, 5], 'v2')]);
    });

    it('takes nothing for nothing', async () => {
      await store.add([]);
      expect(await store.load('v1')).toEqual([]);
    });
  });
}
