import type { Volatility } from '../ports/knowledge-store.ts';

const hourMs = 3_600_000;

/** How long an answer may be kept, in hours: aggressive for what changes often, conservative for the rest. */
const lifetimeHours: Record<Volatility, { shortest: number; longest: number }> = {
  volatile: { shortest: 1, longest: 4 },
  stable: { shortest: 24, longest: 72 },
};

/**
 * When an entry expires, in milliseconds since the epoch: absolute, at a random time within the range, so that
 * entries stored together do not all expire together. One volatile document makes the whole answer volatile.
 */
export function expiresAtMs(
  volatilities: Volatility[],
  nowMs: number,
  random: () => number,
): number {
  const volatility = volatilities.includes('volatile') ? 'volatile' : 'stable';
  const { shortest, longest } = lifetimeHours[volatility];
  return Math.round(nowMs + (shortest + random() * (longest - shortest)) * hourMs);
}
