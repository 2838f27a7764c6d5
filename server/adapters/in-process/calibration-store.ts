import type { CalibrationStore, ClassCalibration } from '../../ports/calibration-store.ts';

/** Calibrations of this process, for tests and for trying things out. */
export class InProcessCalibrationStore implements CalibrationStore {
  readonly #sums = new Map<string, ClassCalibration>();

  async load(verifierId: string): Promise<ClassCalibration[]> {
    return structuredClone([...this.#sums.values()].filter((sum) => sum.verifierId === verifierId));
  }

  async add(additions: ClassCalibration[]): Promise<void> {
    for (const addition of additions) {
      const id = `${addition.verifierId} ${addition.taskClass}`;
      const before = this.#sums.get(id);
      const plus = (left: number[] | undefined, right: number[]) =>
        right.map((value, bin) => value + (left?.[bin] ?? 0));
      this.#sums.set(id, {
        taskClass: addition.taskClass,
        verifierId: addition.verifierId,
        lookups: plus(before?.lookups, addition.lookups),
        observed: plus(before?.observed, addition.observed),
        wrong: plus(before?.wrong, addition.wrong),
      });
    }
  }
}
