import { numberByWord } from './number-words.ts';
import { currencyPrefixes, unitByWord, unitOf } from './units.ts';
import { type Reader, reader } from './value.ts';
import { anyOf, letterAfter, letterBefore } from './words.ts';

const groups = "[.,'\u2019\u00a0\u202f\u2009 ]\\d{3}(?!\\d)";
const digits = `(?:\\d{1,3}(?:${groups})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?)(?:[.,](?:--|[-\u2013\u2014])(?!\\d))?`;
const symbols = '[€$£%¢″"]';
const units = `${symbols}|(?:${anyOf(unitByWord.keys())})${letterAfter}`;
const spelled = anyOf(numberByWord.keys());
const spelledUnits = anyOf([...unitByWord.keys()].filter((word) => !/^\p{L}$/u.test(word)));
const kindsOfDay = '(?:working |business |calendar |werk|arbeits|kalender)?';
const million = 'mio|million|millions|millionen|millones|millón|milioni|milione';

/** Reads 1.299,00 and 1,299.00 and 1 299 alike: a last separator followed by three digits groups thousands. */
export function parseAmount(text: string): number {
  const compact = text
    .replaceAll(/['\u2019\u00a0\u202f\u2009 ]/g, '')
    .replace(/[.,](?:--|[-\u2013\u2014])$/, '');
  const lastSeparator = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  if (lastSeparator < 0) return Number(compact);
  const fraction = compact.slice(lastSeparator + 1);
  const separators = compact.match(/[.,]/g) ?? [];
  const mixed = new Set(separators).size > 1;
  const grouping = fraction.length === 3 && !mixed && !compact.startsWith('0');
  if (grouping) return Number(compact.replaceAll(/[.,]/g, ''));
  return Number(`${compact.slice(0, lastSeparator).replaceAll(/[.,]/g, '')}.${fraction}`);
}

function spelledNumber(first: string | undefined, second: string | undefined): number {
  const a = numberByWord.get((first ?? '').toLowerCase()) ?? 0;
  if (second === undefined) return a;
  const b = numberByWord.get(second.toLowerCase()) ?? 0;
  return b >= 100 ? a * b : a + b;
}

const until = '(?:\\s?[-\u2010-\u2014]\\s?|\\s(?:to|bis|\u00e0|al?|au)\\s)';

/** "10–15 %", "€50–100": both ends have the unit that one of them names; the other one may stand in a passage by itself. */
function rangeReader(pattern: string, unitIs: 'before' | 'behind'): Reader {
  return {
    pattern: new RegExp(pattern, 'giu'),
    read(match) {
      const { low = '', high = '', unit: word } = match.groups ?? {};
      const unit = unitOf(word);
      const bare = unitIs === 'before' ? high : low;
      return [low, high].map((text) => {
        const amount = parseAmount(text);
        const value = { kind: 'amount' as const, amount, unit, text };
        const index = match.index + match[0].lastIndexOf(text);
        return text === bare
          ? { ...value, index, or: { kind: 'amount', amount, unit: null } }
          : { ...value, index };
      });
    },
  };
}

/** In order: what an earlier one has read, a later one does not read again. */
export const amountReaders: Reader[] = [
  reader(
    /(?<![\d.,])(\d+)\s?(€|euros?|chf|francs?)(\d{2}|\s(?:et|e|con|y|und)\s(\d{2})(?:\s(?:cents?|centimes|céntimos|centesimi))?)(?!\d|[.,]\d)/giu,
    (match) => ({
      kind: 'amount',
      amount: Number(match[1]) + Number(match[4] ?? match[3]) / 100,
      unit: unitOf(match[2]),
    }),
  ),
  rangeReader(
    `(?<![\\p{L}])(?<unit>${anyOf(currencyPrefixes)})\\s?(?<low>${digits})${until}(?<high>${digits})(?!\\d|[.,]\\d|[\\s-]?${kindsOfDay}(?:${units}))`,
    'before',
  ),
  rangeReader(
    `(?<![\\d.,€$£])(?<low>${digits})${until}(?<high>${digits})(?!\\d)[\\s-]?${kindsOfDay}(?<unit>${units})`,
    'behind',
  ),
  reader(
    new RegExp(`(?<![\\p{L}])(${anyOf(currencyPrefixes)})\\s?(${digits})(?!\\d)`, 'giu'),
    (match) => ({ kind: 'amount', amount: parseAmount(match[2] ?? ''), unit: unitOf(match[1]) }),
  ),
  reader(
    new RegExp(
      `${letterBefore}(${spelled})[\\s-](?:(${spelled})[\\s-])?${kindsOfDay}(${spelledUnits})${letterAfter}`,
      'giu',
    ),
    (match) => ({
      kind: 'amount',
      amount: spelledNumber(match[1], match[2]),
      unit: unitOf(match[3]),
    }),
  ),
  reader(
    new RegExp(
      `(?<![\\d.,])(${digits})(?!\\d)(?:\\s(${million})\\.?${letterAfter})?(?:\\s(?:d['\u2019]|de\\s|di\\s))?(?:[\\s-]?${kindsOfDay}(${units}))?`,
      'giu',
    ),
    (match) => ({
      kind: 'amount',
      amount: parseAmount(match[1] ?? '') * (match[2] === undefined ? 1 : 1_000_000),
      unit: unitOf(match[3]),
    }),
  ),
];
