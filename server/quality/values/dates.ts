import {
  ambiguousMonths,
  englishMonths,
  firstWords,
  monthByWord,
  monthOf,
  shortMonths,
} from './month-names.ts';
import { unitByWord } from './units.ts';
import { type CriticalValue, type Meaning, type Reader, reader, two } from './value.ts';
import { anyOf, between, letterAfter, letterBefore } from './words.ts';

const months = anyOf(monthByWord.keys());
const fullMonths = anyOf([...monthByWord.keys()].filter((word) => !shortMonths.has(word)));
const day = `(?:\\d{1,2}(?:\\s?(?:st|nd|rd|th|ers?|ᵉʳ|\\.?[º°]|\\.))?|${anyOf(firstWords)})`;
const days = `${day}(?:(?:${between})(?:(?:den|dem|the|le|el|il)\\s)?${day})*`;
const year = '(?:19|20)\\d{2}(?!\\d)';
const yearBehind = `(?:,?\\s(?:del?\\s)?(${year})|-(${year}))?`;
/** Before what follows them a number or a bare month can only be a date. */
const dateWords =
  'am|vom|bis|zum|ab|seit|dem|den|der|le|du|au|el|del|al|il|dal|dall|on|until|till|by|since|from|before|after|jusqu\\S?au|dès|entro|hasta|desde';
const monthWords = `${dateWords}|in|im|en|of|during|through|de|di|da|to|a|anfang|mitte|ende|début|fin|jusqu\\S?en`;

const exists = (dayOfMonth: number, month: number): boolean =>
  month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31;
const fullYear = (text: string): string => (text.length === 2 ? `20${text}` : text);

function dateOf(yearText: string | undefined, month: number, dayOfMonth: number): Meaning | null {
  if (!exists(dayOfMonth, month)) return null;
  return { kind: 'date', normal: `${yearText ?? '*'}-${two(month)}-${two(dayOfMonth)}` };
}

/** Day before month; where that cannot be, the American order. */
function numericDate(first: number, second: number, yearText: string | undefined): Meaning | null {
  return dateOf(yearText, second, first) ?? dateOf(yearText, first, second);
}

/** "24." and "25." of "24. und 25. Dezember", each a date of its own. */
function daysOf(match: RegExpExecArray, text: string, month: number, yearText?: string) {
  const offset = match.index + match[0].indexOf(text);
  const found: CriticalValue[] = [];
  for (const each of text.matchAll(new RegExp(`\\d{1,2}|${anyOf(firstWords)}`, 'giu'))) {
    const date = dateOf(
      yearText,
      month,
      firstWords.has(each[0].toLowerCase()) ? 1 : Number(each[0]),
    );
    if (date === null) return [];
    found.push({ ...date, text: each[0], index: offset + each.index });
  }
  const last = found.at(-1);
  if (last === undefined) return [];
  // The last one carries the month; a single one is shown as it was written.
  last.text = match[0].slice(last.index - match.index);
  return found;
}

/** "The 3 may be", "3. May I" and "a set" are no dates. */
function isOtherWord(dayText: string, word: string, hasYear: boolean): boolean {
  const lower = word.toLowerCase();
  if (/\.$/.test(dayText) && englishMonths.has(lower)) return true;
  return (
    (lower === 'may' || lower === 'march') && word === lower && /\d$/.test(dayText) && !hasYear
  );
}

const dayMonth: Reader = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(${days})(?:\\s(?:of|del?|di)\\s|[\\s-]|(?<=[.]))(${months})${letterAfter}\\.?${yearBehind}`,
    'giu',
  ),
  read(match) {
    const [, dayText = '', word = '', spacedYear, hyphenYear] = match;
    const yearText = spacedYear ?? hyphenYear;
    if (isOtherWord(dayText, word, yearText !== undefined)) return [];
    if (word.toLowerCase() === 'set' && !/set\./i.test(match[0]) && yearText === undefined)
      return [];
    return daysOf(match, dayText, monthOf(word), yearText);
  },
};

/** English alone puts the month first; a number with a unit or a time behind it is no second day. */
const laterDay = `(?:\\s?[-\u2010-\u2014&]\\s?|\\s(?:to|through|until|till|and|or)\\s)\\d{1,2}(?:st|nd|rd|th)?(?!\\d|[.,:/]\\d|\\s?(?:[ap]\\.?m|${anyOf(unitByWord.keys())}|${months})${letterAfter})`;
const monthDay: Reader = {
  pattern: new RegExp(
    `${letterBefore}(${months})\\.?\\s((?:the\\s)?(?:\\d{1,2}(?:st|nd|rd|th)?|first)(?!\\d|[:.,]\\d|[\\p{L}])(?:${laterDay})*)(?:,?\\s(${year}))?`,
    'giu',
  ),
  read(match) {
    const [, word = '', dayText = '', yearText] = match;
    if (word === 'may' && /^\d+$/.test(dayText) && yearText === undefined) return [];
    const found = daysOf(match, dayText, monthOf(word), yearText);
    const [first] = found;
    if (first === undefined || found.length > 1) return found;
    return [{ ...first, text: match[0], index: match.index }];
  },
};

/** In order: what an earlier one has read, a later one does not read again. */
export const dateReaders: Reader[] = [
  reader(/(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/g, (match) =>
    dateOf(match[1], Number(match[2]), Number(match[3])),
  ),
  reader(
    /(?<![\d.,/])(\d{1,2})(?:\.\s?(\d{1,2})\.\s?|\/(\d{1,2})\/)((?:19|20)\d{2}|\d{2})(?!\d|[./]\d)/g,
    (match) =>
      numericDate(Number(match[1]), Number(match[2] ?? match[3]), fullYear(match[4] ?? '')),
  ),
  reader(/(?<![\d.,/-])(\d{1,2})-(\d{1,2})-((?:19|20)\d{2})(?!\d|-\d)/g, (match) =>
    numericDate(Number(match[1]), Number(match[2]), match[3]),
  ),
  dayMonth,
  monthDay,
  reader(new RegExp(`${letterBefore}(${months})\\.?\\s(?:del?\\s)?(${year})`, 'giu'), (match) => ({
    kind: 'date',
    normal: `${match[2]}-${two(monthOf(match[1]))}-*`,
  })),
  reader(/(?<![\d./])(0?[1-9]|1[0-2])\/(20\d{2})(?![\d/])/g, (match) => ({
    kind: 'date',
    normal: `${match[2]}-${two(match[1] ?? '')}-*`,
  })),
  // "24.12." may be a price at the end of a sentence where nothing before it speaks of a date.
  reader(
    new RegExp(
      `(?<![\\d.,])(?:(?<=${letterBefore}(?:${dateWords})\\s)|())(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?!\\d)`,
      'giu',
    ),
    (match) => {
      const date = dateOf(undefined, Number(match[3]), Number(match[2]));
      if (date === null || match[1] === undefined) return date;
      return {
        ...date,
        or: { kind: 'amount', amount: Number(`${match[2]}.${match[3]}`), unit: null },
      };
    },
  ),
  reader(
    new RegExp(`(?<=${letterBefore}(?:${dateWords})\\s|\\()(\\d{1,2})/(\\d{1,2})(?![\\d/])`, 'giu'),
    (match) => numericDate(Number(match[1]), Number(match[2]), undefined),
  ),
];

/** A month by itself, read after everything that its name may be part of. */
export const bareMonth: Reader = reader(
  new RegExp(
    `(?:(?<=${letterBefore}(?:${monthWords})\\s)|())${letterBefore}(${fullMonths})${letterAfter}`,
    'giu',
  ),
  (match) => {
    const word = match[2] ?? '';
    const lower = word.toLowerCase();
    if (
      ambiguousMonths.has(lower) &&
      (match[1] !== undefined || word === 'may' || word === 'march')
    )
      return null;
    return { kind: 'date', normal: `*-${two(monthOf(word))}-*` };
  },
);
