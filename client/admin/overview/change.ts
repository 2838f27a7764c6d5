import type { Rate } from '../../../shared/admin-protocol.ts';

export interface Change {
  /** `+4 points`, `−12%`, `no change`. */
  text: string;
  tone: 'better' | 'worse' | 'neutral';
}

export type Better = 'higher' | 'lower' | 'neither';

/**
 * How a share moved against the range before, in percentage points. Null where one of them has nothing to count. While the two
 * intervals overlap it may be chance, so it is neither better nor worse.
 */
export function shareChange(now: Rate, before: Rate, better: Better): Change | null {
  if (now.share === null || before.share === null) return null;
  const points = Math.round((now.share - before.share) * 100);
  if (points === 0) return { text: 'no change', tone: 'neutral' };
  const size = Math.abs(points);
  return {
    text: `${sign(points)}${size} ${size === 1 ? 'point' : 'points'}`,
    tone: overlap(now, before) ? 'neutral' : toneOf(points, better),
  };
}

/** A mean or a median, and of how many it was taken. */
export interface Amount {
  value: number | null;
  of: number;
}

/** Fewer say nothing about a mean. */
const fewest = 20;

/** How an amount moved against the range before, relative to it. Null where there is too little to compare. */
export function amountChange(now: Amount, before: Amount, better: Better): Change | null {
  if (now.value === null || before.value === null || before.value === 0) return null;
  if (Math.min(now.of, before.of) < fewest) return null;
  const change = now.value / before.value - 1;
  if (Math.abs(change) < 0.005) return { text: 'no change', tone: 'neutral' };
  const text =
    change > 9
      ? `${Math.round(change + 1)} times`
      : `${sign(change)}${Math.round(Math.abs(change) * 100)}%`;
  return { text, tone: toneOf(change, better) };
}

function overlap(one: Rate, other: Rate): boolean {
  return (one.low ?? 0) <= (other.high ?? 1) && (other.low ?? 0) <= (one.high ?? 1);
}

const sign = (change: number): string => (change > 0 ? '+' : '−');

function toneOf(change: number, better: Better): Change['tone'] {
  if (better === 'neither') return 'neutral';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
}
