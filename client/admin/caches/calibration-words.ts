import type { CalibrationView } from '../../../shared/admin-protocol.ts';
import { shareText } from '../../kit/staff/words/numbers.ts';

type ClassCalibration = CalibrationView['classes'][number];

/** From which score on the class is served, in words. */
export function thresholdWords({ threshold, basis }: ClassCalibration): string {
  if (basis === 'cold-start') return 'Waits for observations';
  return threshold === null ? 'None is good enough' : `Score ${threshold.toFixed(2)}`;
}

/** The highest wrong-hit rate that what is served may have beyond doubt; null where nothing is served by score. */
export function upperWrongWords({ threshold, upperWrong }: ClassCalibration): string | null {
  return threshold === null ? null : `≤ ${shareText(upperWrong)}`;
}

/** Observations of all classes together. */
export function observationsOf({ classes }: CalibrationView): number {
  return classes.reduce((total, { observations }) => total + observations, 0);
}

export type Standing = 'young' | 'calibrated' | 'alarm';

/** Whether the calibration decides yet, and whether the hits keep what it promises. */
export function standingOf(view: CalibrationView): Standing {
  if (view.alarm) return 'alarm';
  return view.classes.some(({ basis }) => basis === 'observations') ? 'calibrated' : 'young';
}
