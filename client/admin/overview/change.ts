import { shareText } from '../../kit/staff/words/numbers.ts';

export interface Change {
  /** `+4 points`, `−12%`, `no change`. */
  text: string;
  tone: 'better' | 'worse' | 'neutral';
}

export type Better = 'higher' | 'lower' | 'neither';

/** How a share moved against the range before, in percentage points. Null where one of them has nothing to count. */
export function shareChange(
  now: number | null,
  before: number | null,
  better: Better,
): Change | null {
  if (now === null || before === null) return null;
  const points = Math.round((now - before) * 100);
  if (points === 0) return { text: 'no change', tone: 'neutral' };
  const size = Math.abs(points);
  return {
    text: `${sign(points)}${size} ${size === 1 ? 'point' : 'points'}`,
    tone: toneOf(points, better),
  };
}

/** How an amount moved against the range before, relative to it. Null where there is nothing to compare with. */
export function amountChange(
  now: number | null,
  before: number | null,
  better: Better,
): Change | null {
  if (now === null || before === null || before === 0) return null;
  const change = now / before - 1;
  if (Math.abs(change) < 0.005) return { text: 'no change', tone: 'neutral' };
  const text =
    change > 9
      ? `${Math.round(change + 1)} times`
      : `${sign(change)}${shareText(Math.abs(change))}`;
  return { text, tone: toneOf(change, better) };
}

const sign = (change: number): string => (change > 0 ? '+' : '−');

function toneOf(change: number, better: Better): Change['tone'] {
  if (better === 'neither') return 'neutral';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
}
