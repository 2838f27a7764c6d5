import type { Observation } from './observations.ts';

export interface Rate {
  numerator: number;
  denominator: number;
  /** Null while nothing was observed. */
  rate: number | null;
  /** 95% Wilson score interval. */
  interval: { low: number; high: number };
}

/** Quantile of the normal distribution for 95% on both sides. */
const z = 1.959964;

/** Wilson's score interval (E. B. Wilson, 1927): sound for small counts and for rates near 0, unlike the normal one. */
export function wilsonInterval(numerator: number, denominator: number): Rate['interval'] {
  if (denominator === 0) return { low: 0, high: 1 };
  const share = numerator / denominator;
  const spread = z * z;
  const centre = share + spread / (2 * denominator);
  const reach =
    z * Math.sqrt((share * (1 - share)) / denominator + spread / (4 * denominator * denominator));
  const scale = 1 + spread / denominator;
  return {
    low: numerator === 0 ? 0 : (centre - reach) / scale,
    high: numerator === denominator ? 1 : (centre + reach) / scale,
  };
}

/** The share of served hits that were wrong, from those answered afresh. Misses say nothing of what was served. */
export function wrongHitRate(observations: Pick<Observation, 'source' | 'correct'>[]): Rate {
  const hits = observations.filter(({ source }) => source !== 'miss');
  const numerator = hits.filter(({ correct }) => !correct).length;
  return rateOf(numerator, hits.length);
}

/** A share with its interval. */
export function rateOf(numerator: number, denominator: number): Rate {
  return {
    numerator,
    denominator,
    rate: denominator === 0 ? null : numerator / denominator,
    interval: wilsonInterval(numerator, denominator),
  };
}
