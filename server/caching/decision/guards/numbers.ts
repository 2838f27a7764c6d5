import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';
import type { Quantity } from './quantities.ts';
import { quantitiesOf } from './quantities.ts';

/**
 * Two questions with different figures have different answers, and so has one with a figure against one without.
 * A figure without a unit meets the same figure with one. Order numbers and the like are no figures (see identifiers).
 */
export function guardNumbers(question: string, candidate: string): GuardVerdict {
  const left = quantitiesOf(question);
  const right = quantitiesOf(candidate);
  const alone = unmatched(left, right) ?? unmatched(right, left);
  return alone === undefined
    ? passed
    : failed('numbers', `${`${alone.value} ${alone.unit}`.trim()} stands on one side only`);
}

function unmatched(from: readonly Quantity[], against: readonly Quantity[]): Quantity | undefined {
  return from.find((one) => !against.some((other) => same(one, other)));
}

function same(one: Quantity, other: Quantity): boolean {
  return (
    one.value === other.value && (one.unit === other.unit || one.unit === '' || other.unit === '')
  );
}
