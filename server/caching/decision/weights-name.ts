import { createHash } from 'node:crypto';

/** A short name that changes with any of the weights: scores by other weights never meet in one calibration. */
export function nameOfWeights(weights: object): string {
  return createHash('sha256').update(JSON.stringify(weights)).digest('hex').slice(0, 8);
}
