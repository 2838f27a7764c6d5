import type { Figures, Rate, RateName } from '../../../shared/admin-protocol.ts';
import { type RateWords, rateWords } from '../words/rate-words.ts';

const rungNames = [
  'eligible',
  'engaged',
  'contained',
  'assumed-resolved',
  'verified',
  'confirmed',
  'durable',
] as const satisfies RateName[];

export interface Rung {
  name: RateName;
  words: RateWords;
  rate: Rate;
  /** Conversations of the denominator that do not count. */
  rest: number;
}

/** The ladder of outcomes from top to bottom; each rung's conversations are among those of the one before. */
export function ladderOf(rates: Figures['rates']): Rung[] {
  return rungNames.map((name) => {
    const rate = rates[name];
    return { name, words: rateWords[name], rate, rest: rate.denominator - rate.numerator };
  });
}

/** Bar and interval of a rung in percent of the ladder's width, which is all that the rung counts among. */
export function rungBar(rate: Rate): { width: number; low: number; high: number } | null {
  if (rate.share === null || rate.low === null || rate.high === null) return null;
  return { width: rate.share * 100, low: rate.low * 100, high: rate.high * 100 };
}
