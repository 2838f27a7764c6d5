import { z } from 'zod';
import { taskClassSchema } from '../../shared/receipt.ts';
import type { CalibrationStore, ClassCalibration } from '../ports/calibration-store.ts';
import type { SettingStore } from '../ports/setting-store.ts';

const sums = z.array(z.number().nonnegative());
const classesSchema = z.array(
  z.object({
    taskClass: taskClassSchema,
    verifierId: z.string(),
    lookups: sums,
    observed: sums,
    wrong: sums,
  }),
);

const keyOf = (verifierId: string): string => `caching.calibration.${verifierId}`;

const added = (one: number[], other: number[]): number[] =>
  Array.from(
    { length: Math.max(one.length, other.length) },
    (_, bin) => (one[bin] ?? 0) + (other[bin] ?? 0),
  );

function plus(stored: ClassCalibration[], addition: ClassCalibration): ClassCalibration[] {
  const own = stored.find(({ taskClass }) => taskClass === addition.taskClass);
  if (own === undefined) return [...stored, addition];
  const sum = {
    ...own,
    lookups: added(own.lookups, addition.lookups),
    observed: added(own.observed, addition.observed),
    wrong: added(own.wrong, addition.wrong),
  };
  return stored.map((calibration) => (calibration === own ? sum : calibration));
}

/** Calibrations kept among the settings, one value a verifier; a damaged value counts as none. */
export function storedCalibrations(settings: SettingStore): CalibrationStore {
  const read = (value: unknown): ClassCalibration[] => classesSchema.safeParse(value).data ?? [];
  return {
    async load(verifierId) {
      return read((await settings.get(keyOf(verifierId)))?.value);
    },
    async add(additions) {
      for (const [verifierId, own] of Map.groupBy(additions, (addition) => addition.verifierId)) {
        await settings.update(keyOf(verifierId), (value) => own.reduce(plus, read(value)));
      }
    },
  };
}
