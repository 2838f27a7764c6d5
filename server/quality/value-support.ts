import { type CriticalValue, criticalValues } from './critical-values.ts';
import { tableAmounts } from './table-amounts.ts';

/** The values a set of passages holds, ready to be asked. */
export interface SupportedValues {
  holds(value: CriticalValue): boolean;
}

const weekdayRange = /\b(\p{L}+day)s?\s*(?:to|through|until|–|-|—)\s*(\p{L}+day)s?\b/giu;

/** "Monday to Friday" also speaks of Wednesday. */
function weekdaysBetween(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(weekdayRange)) {
    const [from, to] = criticalValues(`${match[1]} ${match[2]}`);
    if (from?.kind !== 'weekday' || to?.kind !== 'weekday') continue;
    let day = Number(from.normal);
    for (let steps = 0; steps < 7; steps++) {
      found.add(String(day));
      if (String(day) === to.normal) break;
      day = (day % 7) + 1;
    }
  }
  return found;
}

const key = (amount: number, unit: string | null): string => `${amount} ${unit ?? ''}`;

/** "1 year" and "12 months" are the same promise; so are hours and days, cents and euros. */
const sameAs: Record<string, [string, number][]> = {
  year: [['month', 12]],
  month: [['year', 1 / 12]],
  day: [
    ['hour', 24],
    ['week', 1 / 7],
  ],
  week: [['day', 7]],
  hour: [
    ['day', 1 / 24],
    ['minute', 60],
  ],
  minute: [['hour', 1 / 60]],
  kilometre: [['metre', 1000]],
  metre: [
    ['kilometre', 1 / 1000],
    ['centimetre', 100],
  ],
  centimetre: [
    ['metre', 1 / 100],
    ['millimetre', 10],
  ],
  millimetre: [['centimetre', 1 / 10]],
  kilogram: [['gram', 1000]],
  gram: [['kilogram', 1 / 1000]],
};

function matchesDate(stated: string, held: string): boolean {
  const [year, monthOfYear, day] = stated.split('-');
  const [heldYear, heldMonth, heldDay] = held.split('-');
  const fits = (a: string | undefined, b: string | undefined) => a === '*' || a === b;
  return fits(year, heldYear) && monthOfYear === heldMonth && fits(day, heldDay);
}

const nationalNumber = (phone: string): string => phone.replace(/^00/, '').replace(/^0/, '');

/** A number said with and without its country code is the same when the shorter one ends the longer one. */
function matchesPhone(stated: string, held: string): boolean {
  const [a, b] = [nationalNumber(stated), nationalNumber(held)];
  return (
    a === b ||
    (a.length >= 7 && b.endsWith(a)) ||
    (b.length >= 7 && a.endsWith(b) && a.length - b.length <= 3)
  );
}

/**
 * Collects the values of the given texts. A stated amount is held when the same number stands there with the same unit;
 * a number stated without a unit needs the number alone, and a cell of a table takes the units its table names.
 */
export function supportedValues(texts: string[]): SupportedValues {
  const amounts = new Set<string>();
  const numbers = new Set<number>();
  const normals = new Map<string, Set<string>>();
  const note = (kind: string, normal: string) => {
    const known = normals.get(kind) ?? new Set<string>();
    normals.set(kind, known.add(normal));
  };
  for (const text of texts) {
    for (const value of criticalValues(text)) {
      if (value.kind === 'amount') {
        amounts.add(key(value.amount, value.unit));
        numbers.add(value.amount);
      } else note(value.kind, value.normal);
    }
    for (const day of weekdaysBetween(text)) note('weekday', day);
    for (const cell of tableAmounts(text)) amounts.add(key(cell.amount, cell.unit));
  }
  const holdsAmount = (amount: number, unit: string | null): boolean => {
    if (unit === null) return numbers.has(amount);
    if (amounts.has(key(amount, unit))) return true;
    return (sameAs[unit] ?? []).some(([other, factor]) => amounts.has(key(amount * factor, other)));
  };
  return {
    holds(value) {
      if (value.kind === 'amount') return holdsAmount(value.amount, value.unit);
      const known = [...(normals.get(value.kind) ?? [])];
      if (value.kind === 'date') return known.some((held) => matchesDate(value.normal, held));
      if (value.kind === 'phone') return known.some((held) => matchesPhone(value.normal, held));
      return known.includes(value.normal);
    },
  };
}
