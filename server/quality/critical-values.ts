import {
  currencyPrefixes,
  monthByWord,
  numberByWord,
  unitByWord,
  weekdayByWord,
} from './value-words.ts';

/**
 * A value that must be right: what it is, what it says in one normal form, and the text that showed it.
 * `amount` values compare by number and unit; the others by their normal form.
 */
export type CriticalValue =
  | { kind: 'amount'; amount: number; unit: string | null; text: string; index: number }
  | {
      kind: 'date' | 'time' | 'weekday' | 'link' | 'e-mail' | 'phone';
      normal: string;
      text: string;
      index: number;
    };

const escapePattern = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const byLength = (words: Iterable<string>): string[] =>
  [...words].sort((a, b) => b.length - a.length);
const alternatives = (words: Iterable<string>): string =>
  byLength(words).map(escapePattern).join('|');

const months = alternatives(monthByWord.keys());
const weekdays = alternatives(weekdayByWord.keys());
const units = alternatives(unitByWord.keys());
const spelled = alternatives(numberByWord.keys());
const letterBefore = '(?<![\\p{L}\\p{N}])';
const letterAfter = '(?![\\p{L}\\p{N}])';
const digits = '\\d+(?:[.,\u2019\u00a0\u202f ]\\d{3})*(?:[.,]\\d+)?';

const patterns = {
  link: /\b(?:https?:\/\/|www\.)[^\s<>()[\]"']+|(?<![@\p{L}\p{N}.-])(?:[a-z0-9-]+\.)+(?:com|org|net|eu|de|fr|es|it|nl|io|shop|example|bike|co\.uk|test)(?![\p{L}\p{N}-])(?:\/[^\s<>()[\]"']*)?/giu,
  email: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  phone: /(?<![\p{L}\p{N}.,])(?:\+|00|\(?0)\d{0,3}(?:[ ()/.-]{0,2}\d){6,13}(?![\p{L}\p{N}])/gu,
  isoDate: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g,
  numericDate: /(?<![\d.,])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)/g,
  dayMonth: new RegExp(
    `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.|º|er)?(?:\\s+(?:of|de|di))?\\s+(${months})${letterAfter}\\.?(?:,?\\s+(?:de\\s+)?(\\d{4}))?`,
    'giu',
  ),
  monthDay: new RegExp(
    `${letterBefore}(${months})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4}))?`,
    'giu',
  ),
  monthYear: new RegExp(`${letterBefore}(${months})\\.?\\s+(?:de\\s+)?(\\d{4})(?!\\d)`, 'giu'),
  time: /(?<![\d.,:])(\d{1,2})(?:[:h](\d{2})|\s?(?=[ap]\.?m\b))\s?(a\.?m|p\.?m)?(?!\d)/gi,
  weekday: new RegExp(`${letterBefore}(${weekdays})${letterAfter}`, 'giu'),
  currencyFirst: new RegExp(
    `(?<![\\p{L}])(${currencyPrefixes.map(escapePattern).join('|')})\\s?(${digits})(?!\\d)`,
    'giu',
  ),
  amount: new RegExp(
    `(?<![\\d.,])(${digits})(?!\\d)(?:[\\s\u00a0-]?(?:working |business |calendar |werk|arbeits)?(${units})${letterAfter})?`,
    'giu',
  ),
  spelledAmount: new RegExp(
    `${letterBefore}(${spelled})[\\s-](?:(${spelled})[\\s-])?(?:working |business |calendar )?(${units})${letterAfter}`,
    'giu',
  ),
};

/** Reads 1.299,00 and 1,299.00 and 1 299 alike: a last separator followed by three digits groups thousands. */
export function parseAmount(text: string): number {
  const compact = text.replaceAll(/[\u2019\u00a0\u202f ]/g, '');
  const lastSeparator = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  if (lastSeparator < 0) return Number(compact);
  const fraction = compact.slice(lastSeparator + 1);
  const separators = compact.match(/[.,]/g) ?? [];
  const mixed = new Set(separators).size > 1;
  const grouping = fraction.length === 3 && !mixed && !compact.startsWith('0');
  if (grouping) return Number(compact.replaceAll(/[.,]/g, ''));
  return Number(`${compact.slice(0, lastSeparator).replaceAll(/[.,]/g, '')}.${fraction}`);
}

const two = (value: string | number): string => String(value).padStart(2, '0');
const month = (word: string | undefined): string =>
  two(monthByWord.get((word ?? '').toLowerCase()) ?? 0);
const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);

function normalTime(match: RegExpExecArray): string {
  const hour = Number(match[1]);
  const afternoon = match[3]?.toLowerCase().startsWith('p') ?? false;
  const morning = match[3]?.toLowerCase().startsWith('a') ?? false;
  const hours = afternoon && hour < 12 ? hour + 12 : morning && hour === 12 ? 0 : hour;
  return `${two(hours)}:${match[2] ?? '00'}`;
}

function spelledNumber(first: string | undefined, second: string | undefined): number {
  const a = numberByWord.get((first ?? '').toLowerCase()) ?? 0;
  if (second === undefined) return a;
  const b = numberByWord.get(second.toLowerCase()) ?? 0;
  return b >= 100 ? a * b : a + b;
}

type Reader = [RegExp, (match: RegExpExecArray) => CriticalValue | null];

const unitOf = (word: string | undefined): string | null =>
  unitByWord.get((word ?? '').toLowerCase()) ?? null;

const plain =
  (
    kind: 'date' | 'time' | 'weekday' | 'link' | 'e-mail' | 'phone',
    normal: (match: RegExpExecArray) => string,
  ) =>
  (match: RegExpExecArray): CriticalValue => ({
    kind,
    normal: normal(match),
    text: match[0],
    index: match.index,
  });

/** In order: what an earlier one has read, a later one does not read again. */
const readers: Reader[] = [
  [patterns.email, plain('e-mail', (match) => match[0].toLowerCase())],
  [
    patterns.link,
    plain('link', (match) =>
      match[0]
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[.,;:!?)*_]+$/, '')
        .replace(/\/$/, ''),
    ),
  ],
  [patterns.isoDate, plain('date', (match) => `${match[1]}-${match[2]}-${match[3]}`)],
  [
    patterns.numericDate,
    plain(
      'date',
      (match) => `${fullYear(match[3] ?? '')}-${two(match[2] ?? '')}-${two(match[1] ?? '')}`,
    ),
  ],
  [
    patterns.dayMonth,
    plain('date', (match) => `${match[3] ?? '*'}-${month(match[2])}-${two(match[1] ?? '')}`),
  ],
  [
    patterns.monthDay,
    plain('date', (match) => `${match[3] ?? '*'}-${month(match[1])}-${two(match[2] ?? '')}`),
  ],
  [patterns.monthYear, plain('date', (match) => `${match[2]}-${month(match[1])}-*`)],
  [
    patterns.phone,
    (match) => {
      const number = match[0].replaceAll(/\D/g, '');
      if (number.length < 7) return null;
      return { kind: 'phone', normal: number, text: match[0], index: match.index };
    },
  ],
  [patterns.time, plain('time', normalTime)],
  [
    patterns.weekday,
    plain('weekday', (match) => String(weekdayByWord.get(match[0].toLowerCase()) ?? 0)),
  ],
  [
    patterns.currencyFirst,
    (match) => ({
      kind: 'amount',
      amount: parseAmount(match[2] ?? ''),
      unit: unitOf(match[1]),
      text: match[0],
      index: match.index,
    }),
  ],
  [
    patterns.spelledAmount,
    (match) => ({
      kind: 'amount',
      amount: spelledNumber(match[1], match[2]),
      unit: unitOf(match[3]),
      text: match[0],
      index: match.index,
    }),
  ],
  [
    patterns.amount,
    (match) => ({
      kind: 'amount',
      amount: parseAmount(match[1] ?? ''),
      unit: unitOf(match[2]),
      text: match[0],
      index: match.index,
    }),
  ],
];

/** Citation marks and the numbers of list items are the text's own, not the documents'. */
const ownNumbers = /\[\d{1,2}(?:\s?,\s?\d{1,2})*\]|^[ \t]*\d{1,2}[.)](?=\s)/gm;

const blank = (text: string, start: number, length: number): string =>
  text.slice(0, start) + '\u0000'.repeat(length) + text.slice(start + length);

/** Every critical value of a text, in the order of their places. */
export function criticalValues(text: string): CriticalValue[] {
  let rest = text.replaceAll(ownNumbers, (match) => '\u0000'.repeat(match.length));
  const values: CriticalValue[] = [];
  for (const [pattern, read] of readers) {
    for (const match of [...rest.matchAll(pattern)]) {
      const value = read(match as RegExpExecArray);
      if (value === null) continue;
      values.push(value);
      rest = blank(rest, match.index, match[0].length);
    }
  }
  return values.sort((a, b) => a.index - b.index);
}
