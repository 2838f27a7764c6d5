import type { Rate } from '../../shared/admin-figures.ts';

/** Two-sided 95% quantile of the normal distribution. */
const z = 1.959964;

/** The 95% score interval of a share (Wilson 1927), which holds for few cases and for shares near 0 and 1; of nothing 0 to 1. */
export function wilsonInterval(
  numerator: number,
  denominator: number,
): { low: number; high: number } {
  if (denominator === 0) return { low: 0, high: 1 };
  const share = numerator / denominator;
  const scale = 1 + z ** 2 / denominator;
  const centre = (share + z ** 2 / (2 * denominator)) / scale;
  const spread = share * (1 - share) + z ** 2 / (4 * denominator);
  const margin = (z / scale) * Math.sqrt(spread / denominator);
  return {
    // Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low: numerator === 0 ? 0 : Math.max(0, centre - margin),
    high: numerator === denominator ? 1 : Math.min(1, centre + margin),
  };
}

/** A share with its interval. All three are null when the denominator is 0. */
export function rateOf(numerator: number, denominator: number): Rate {
  if (denominator === 0) return { numerator, denominator, share: null, low: null, high: null };
  const share = numerator / denominator;
  return { numerator, denominator, share, ...wilsonInterval(numerator, denominator) };
}
