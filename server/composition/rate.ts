import type { Rate } from '../../shared/admin-protocol.ts';
import { wilsonInterval } from '../caching/wrong-hit-rate.ts';

/** A rate as admins see it: its counts, share and 95% interval. */
export function toRate(numerator: number, denominator: number): Rate {
  if (denominator === 0) return { numerator, denominator, share: null, low: null, high: null };
  const { low, high } = wilsonInterval(numerator, denominator);
  return { numerator, denominator, share: numerator / denominator, low, high };
}
