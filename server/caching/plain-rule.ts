import type { TaskClass } from '../../shared/receipt.ts';
import { wilsonInterval } from '../metrics/wilson-interval.ts';
import type { CalibrationStore } from '../ports/calibration-store.ts';
import { CalibrationKeeper } from './calibration-keeper.ts';
import { defaultCalibration } from './decision/calibration.ts';
import { plainThreshold } from './decision/decide-hit.ts';

/**
 * What the plain cosine of common practice has shown in each class of questions. It has the benefit of the doubt: a class
 * loses it once the share of wrong answers surely is above the bound, by the lower end of its 95% interval.
 */
export class PlainRule {
  readonly record: CalibrationKeeper;
  readonly #bound: number;

  constructor(parts: { store: CalibrationStore; bound?: number }) {
    this.record = new CalibrationKeeper({ verifierId: 'cosine', store: parts.store });
    this.#bound = parts.bound ?? defaultCalibration.bound;
  }

  isTrusted(taskClass: TaskClass): boolean {
    const { observed, wrong } = this.record.observed(taskClass);
    return wilsonInterval(wrong, observed).low <= this.#bound;
  }

  /** A cached answer at this cosine was compared with a fresh one. What the rule would not serve says nothing of it. */
  note(taskClass: TaskClass, cosine: number, correct: boolean): void {
    if (cosine < plainThreshold) return;
    this.record.noteObservation(taskClass, cosine, correct);
  }
}
