import type { TaskClass } from '../../shared/receipt.ts';
import { wilsonInterval } from '../metrics/wilson-interval.ts';
import type { CalibrationStore } from '../ports/calibration-store.ts';
import { CalibrationKeeper } from './calibration-keeper.ts';
import { defaultCalibration } from './decision/calibration.ts';
import { plainThreshold } from './decision/decide-hit.ts';

/** Until so many of a class's hits were compared, a larger share of them is: at 2% it takes thousands of hits to see 3% wrong. */
const wellKnown = 100;
const sampledWhileUnknown = 0.2;

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

  /**
   * Share of hits at this cosine to answer afresh, where this one is usual, 0..1: more of what the rule serves while little is known
   * of it; none where sampling is off.
   */
  sampledShare(taskClass: TaskClass, cosine: number, usual: number): number {
    const isKnown = this.record.observed(taskClass).observed >= wellKnown;
    return usual === 0 || isKnown || cosine < plainThreshold
      ? usual
      : Math.max(usual, sampledWhileUnknown);
  }

  /** A cached answer at this cosine was compared with a fresh one. What the rule would not serve says nothing of it. */
  note(taskClass: TaskClass, cosine: number, correct: boolean): void {
    if (cosine < plainThreshold) return;
    this.record.noteObservation(taskClass, cosine, correct);
  }
}
