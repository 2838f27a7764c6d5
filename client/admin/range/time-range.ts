import type { Bucket, Range } from '../../../shared/admin-protocol.ts';

export const rangePresets = ['today', '7d', '30d', 'custom'] as const;
export type RangePreset = (typeof rangePresets)[number];

/** What the reader chose, as it stands in the page's address. */
export type RangeChoice =
  | { preset: Exclude<RangePreset, 'custom'>; bucket: Bucket }
  /** Days in UTC as `2026-03-31`, both included. */
  | { preset: 'custom'; firstDay: string; lastDay: string; bucket: Bucket };

const dayMs = 86_400_000;
/** More points than this cannot be told apart in a chart. */
const mostHours = 7 * 24;

/** Reads the choice from the address. What is missing or makes no sense becomes the last 7 days. */
export function readRangeChoice(parameters: URLSearchParams): RangeChoice {
  const preset = parameters.get('range');
  const isHourly = parameters.get('bucket') === 'hour';
  if (preset === 'today') return { preset, bucket: 'hour' };
  if (preset === 'custom') {
    const firstDay = parameters.get('first') ?? '';
    const lastDay = parameters.get('last') ?? '';
    if (customProblem(firstDay, lastDay) === null) {
      const bucket = hoursBetween(firstDay, lastDay) <= 48 || isHourly ? 'hour' : 'day';
      return withAllowedBucket({ preset, firstDay, lastDay, bucket });
    }
  }
  const bucket = isHourly ? 'hour' : 'day';
  return withAllowedBucket({ preset: preset === '30d' ? '30d' : '7d', bucket });
}

/** The address's parameters for a choice. */
export function writeRangeChoice(choice: RangeChoice): Record<string, string> {
  const { preset, bucket } = choice;
  if (preset === 'today') return { range: preset };
  if (preset !== 'custom') return { range: preset, bucket };
  return { range: preset, first: choice.firstDay, last: choice.lastDay, bucket };
}

/** Why two days make no range, in words; null when they do. */
export function customProblem(firstDay: string, lastDay: string): string | null {
  const days = (Date.parse(lastDay) - Date.parse(firstDay)) / dayMs + 1;
  if (Number.isNaN(days)) return 'Choose both days.';
  if (days < 1) return 'The first day must not come after the last.';
  return days > 366 ? 'A range has at most 366 days.' : null;
}

/** Whether hours can be told apart over so long a range. */
export function allowsHours(choice: RangeChoice): boolean {
  if (choice.preset === 'custom') return hoursBetween(choice.firstDay, choice.lastDay) <= mostHours;
  return choice.preset !== '30d';
}

/**
 * The range in moments. Today begins at the reader's midnight; days are UTC days, as the server's buckets are. It ends
 * where its last day ends, so that the same question is asked all day long.
 */
export function resolveRange(choice: RangeChoice, now: Date = new Date()): Range {
  if (choice.preset === 'today') {
    const start = new Date(now.getFullYear(), now.getMonth(), now.getDate());
    const end = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    return rangeOf(start.getTime(), end.getTime());
  }
  if (choice.preset === 'custom') {
    return rangeOf(Date.parse(choice.firstDay), Date.parse(choice.lastDay) + dayMs);
  }
  const end = Math.floor(now.getTime() / dayMs) * dayMs + dayMs;
  return rangeOf(end - (choice.preset === '7d' ? 7 : 30) * dayMs, end);
}

/** The range of the same length just before. */
export function rangeBefore(range: Range): Range {
  const from = Date.parse(range.from);
  return rangeOf(from - (Date.parse(range.to) - from), from);
}

/** The choice as the end of a sentence: `today`, `in the last 7 days`, `from 2026-03-01 to 2026-03-31`. */
export function rangeWords(choice: RangeChoice): string {
  if (choice.preset === 'today') return 'today';
  if (choice.preset === 'custom') return `from ${choice.firstDay} to ${choice.lastDay}`;
  return choice.preset === '7d' ? 'in the last 7 days' : 'in the last 30 days';
}

function withAllowedBucket(choice: RangeChoice): RangeChoice {
  return allowsHours(choice) ? choice : { ...choice, bucket: 'day' };
}

function hoursBetween(firstDay: string, lastDay: string): number {
  return (Date.parse(lastDay) + dayMs - Date.parse(firstDay)) / 3_600_000;
}

function rangeOf(fromMs: number, toMs: number): Range {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
