import type { Percentiles, Rate } from '../../../../shared/admin-figures.ts';
import { rateOf } from '../../../metrics/wilson-interval.ts';

/** A row of numbers by column name. */
export type Counts = Record<string, number | number[] | null>;

export function numberOf(row: Record<string, unknown> | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : 0;
}

/** Null where there was nothing to take it from. */
export function amountOf(row: Counts | undefined, column: string): number | null {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
}

/** The rates of the given names, from the columns that `countColumns` made. */
export function ratesOf<Name extends string>(
  names: readonly Name[],
  row: Counts | undefined,
): Record<Name, Rate> {
  const entries = names.map((name) => [
    name,
    rateOf(numberOf(row, `${name} in`), numberOf(row, `${name} of`)),
  ]);
  return Object.fromEntries(entries);
}

/** From the columns that `percentileColumns` made. */
export function percentilesOf(row: Counts | undefined, column: string): Percentiles {
  const values = row?.[`${column}_percentiles`];
  const [p50 = null, p95 = null, p99 = null] = Array.isArray(values) ? values : [];
  return { count: numberOf(row, `${column}_count`), p50, p95, p99 };
}

/** Null when nothing was counted. */
export function perEach(total: number, count: number): number | null {
  return count === 0 ? null : total / count;
}
