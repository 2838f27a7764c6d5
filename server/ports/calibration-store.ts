import type { TaskClass } from '../../shared/receipt.ts';

/** Sums of what one class of questions has shown, in bins of the verifier's score; see `CalibrationState`. */
export interface ClassCalibration {
  taskClass: TaskClass;
  verifierId: string;
  lookups: number[];
  observed: number[];
  wrong: number[];
}

/**
 * Calibrations of the semantic cache, summed over all nodes.
 * Throws DeskhandError `storage-unavailable` (retryable) when the database cannot be reached.
 */
export interface CalibrationStore {
  /** The sums of one verifier, a row a class. */
  load(verifierId: string): Promise<ClassCalibration[]>;
  /** Adds to the stored sums, bin by bin; a class not stored yet begins with what is added. */
  add(additions: ClassCalibration[]): Promise<void>;
}
