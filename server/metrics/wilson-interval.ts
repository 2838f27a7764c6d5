import type { Rate } from '../../shared/admin-figures.ts';

/** Two-sided 95% quantile of the normal distribution. */
const z = 1.959964;

/**
 * A share with its 95% score interval (Wilson 1927), which holds for few cases and for shares near 0 and 1.
 * All three are null when the denominator is 0.
 */
export function rateOf(numerator: number, denominator: number): Rate {
  if (denominator === 0) return { numerator, denominator, share: null, low: null, high: null };
  const share = numerator / denominator;
  const scale = 1 + z ** 2 / denominator;
  const centre = (share + z ** 2 / (2 * denominator)) / scale;
  const spread = share * (1 - share) + z ** 2 / (4 * denominator);
  const margin = (z / scale) * Math.sqrt(spread / denominator);
  return {
    numerator,
    denominator,
    share,
    // Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low: numerator === 0 ? 0 : Math.max(0, centre - margin),
    high: numerator === denominator ? 1 : Math.min(1, centre + margin),
  };
}
