import { amountReaders } from './values/amounts.ts';
import { linkReaders, phoneReaders } from './values/contacts.ts';
import { bareMonth, dateReaders } from './values/dates.ts';
import { timeReaders } from './values/times.ts';
import type { CriticalValue, Reader } from './values/value.ts';
import { weekdayReaders } from './values/weekdays.ts';

export type { CriticalValue } from './values/value.ts';

/** Citation marks are the text's own, not the documents'; so are the numbers of list items, once no date begins with one. */
const citations = /\[\d{1,2}(?:\s?,\s?\d{1,2})*\]/g;
const itemNumbers = /^[ \t]*\d{1,2}[.)](?=\s)/gm;

/** In order: what an earlier one has read, a later one does not read again. */
const afterItems: Reader[] = [
  ...timeReaders,
  ...phoneReaders,
  ...weekdayReaders,
  bareMonth,
  ...amountReaders,
];

/** Stands for what has been read; a day of the week is short only beside a date or a time, so other things get another sign. */
const readSign = '\u0000';
const otherSign = '\u0001';
const blank = (text: string, start: number, length: number, sign: string): string =>
  text.slice(0, start) + sign.repeat(length) + text.slice(start + length);
const blankAll = (text: string, pattern: RegExp): string =>
  text.replaceAll(pattern, (match) => otherSign.repeat(match.length));

/** The values of a text and, each as `[start, end]`, the places where they stand: that of a range is one place. */
function readValues(text: string): { values: CriticalValue[]; places: [number, number][] } {
  const values: CriticalValue[] = [];
  const places: [number, number][] = [];
  const readAll = (rest: string, readers: Reader[], sign = readSign): string => {
    let left = rest;
    for (const { pattern, read } of readers) {
      for (const match of [...left.matchAll(pattern)]) {
        const found = read(match);
        if (found.length === 0) continue;
        values.push(...found);
        places.push([match.index, match.index + match[0].length]);
        left = blank(left, match.index, match[0].length, sign);
      }
    }
    return left;
  };
  const linked = readAll(blankAll(text, citations), linkReaders, otherSign);
  const dated = readAll(linked, dateReaders);
  readAll(blankAll(dated, itemNumbers), afterItems);
  return { values: values.sort((a, b) => a.index - b.index), places };
}

/** Every critical value of a text, in the order of their places. */
export function criticalValues(text: string): CriticalValue[] {
  return readValues(text).values;
}

/** Whether a value begins before this place of the text and ends behind it. */
export function isInsideValue(text: string, place: number): boolean {
  return readValues(text).places.some(([start, end]) => start < place && place < end);
}
