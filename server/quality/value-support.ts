import { type CriticalValue, criticalValues } from './critical-values.ts';
import { tableAmounts } from './table-amounts.ts';
import type { Meaning, NormalKind } from './values/value.ts';

/** The values a set of passages holds, ready to be asked. */
export interface SupportedValues {
  holds(value: CriticalValue): boolean;
}

const untilDay =
  /^\.?\s*(?:[-\u2010-\u2014]|to|through|thru|until|till|bis|au|à|al?|hasta(?: el)?|fino al?)\s*$/iu;

/** "Monday to Friday" also speaks of Wednesday. */
function weekdaysBetween(text: string, values: CriticalValue[]): Set<string> {
  const days = values.flatMap((value) => (value.kind === 'weekday' ? [value] : []));
  const found = new Set<string>();
  for (const [place, from] of days.entries()) {
    const to = days[place + 1];
    if (to === undefined) break;
    if (!untilDay.test(text.slice(from.index + from.text.length, to.index))) continue;
    for (let day = Number(from.normal); String(day) !== to.normal; day = (day % 7) + 1) {
      found.add(String(day));
    }
  }
  return found;
}

const slashDate = /^(\d{1,2})\/(\d{1,2})\/\d+$/;

/** Where a text writes 12/24/2026, its 3/4/2026 is in March. */
function monthFirst(values: CriticalValue[]): boolean {
  const parts = values.flatMap((value) => slashDate.exec(value.text) ?? []);
  const [days, months] = [1, 2].map((group) => parts.filter((_, index) => index % 3 === group));
  const isDay = (part: string) => Number(part) > 12;
  return (months ?? []).some(isDay) && !(days ?? []).some(isDay);
}

const turned = (date: string): string => date.replace(/-(\d\d)-(\d\d)$/, '-$2-$1');

const key = (amount: number, unit: string | null): string =>
  `${Number(amount.toFixed(6))} ${unit ?? ''}`;

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
  cent: [
    ['EUR', 1 / 100],
    ['USD', 1 / 100],
  ],
  EUR: [['cent', 100]],
  USD: [['cent', 100]],
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

/** Digits from which a number may be a phone number written without gaps. */
const phoneDigits = 7;

/**
 * Collects the values of the given texts. A stated amount is held when the same number stands there with the same unit;
 * a number stated without a unit needs the number alone, and a cell of a table takes the units its table names.
 */
export function supportedValues(texts: string[]): SupportedValues {
  const amounts = new Set<string>();
  const numbers = new Set<number>();
  const normals = new Map<string, Set<string>>();
  const slashDates = new Set<string>();
  const note = (meaning: Meaning) => {
    if (meaning.kind === 'amount') {
      amounts.add(key(meaning.amount, meaning.unit));
      numbers.add(meaning.amount);
      return;
    }
    const known = normals.get(meaning.kind) ?? new Set<string>();
    normals.set(meaning.kind, known.add(meaning.normal));
  };
  for (const written of texts) {
    const text = written.normalize('NFC');
    const values = criticalValues(text);
    const isTurned = monthFirst(values);
    for (const value of values) {
      if (value.kind === 'date' && slashDate.test(value.text)) {
        slashDates.add(value.text);
        const turns = isTurned && Number(value.normal.slice(8)) <= 12;
        note(turns ? { ...value, normal: turned(value.normal) } : value);
      } else note(value);
      if (value.or !== undefined) note(value.or);
    }
    for (const normal of weekdaysBetween(text, values)) note({ kind: 'weekday', normal });
    for (const cell of tableAmounts(text)) amounts.add(key(cell.amount, cell.unit));
  }
  const known = (kind: NormalKind): string[] => [...(normals.get(kind) ?? [])];
  const holdsPhone = (digits: string): boolean =>
    known('phone').some((held) => matchesPhone(digits, held));
  const holdsAmount = (amount: number, unit: string | null): boolean => {
    if (unit === null) {
      const digits = String(amount);
      return numbers.has(amount) || (digits.length >= phoneDigits && holdsPhone(digits));
    }
    if (amounts.has(key(amount, unit))) return true;
    return (sameAs[unit] ?? []).some(([other, factor]) => amounts.has(key(amount * factor, other)));
  };
  const holds = (value: Meaning): boolean => {
    if (value.kind === 'amount') return holdsAmount(value.amount, value.unit);
    if (value.kind === 'date') return known('date').some((held) => matchesDate(value.normal, held));
    if (value.kind === 'phone')
      return (
        holdsPhone(value.normal) ||
        [...numbers].some(
          (held) => String(held).length >= phoneDigits && matchesPhone(value.normal, String(held)),
        )
      );
    return normals.get(value.kind)?.has(value.normal) ?? false;
  };
  return {
    holds: (value) =>
      holds(value) ||
      (value.or !== undefined && holds(value.or)) ||
      (value.kind === 'date' && slashDates.has(value.text)),
  };
}
