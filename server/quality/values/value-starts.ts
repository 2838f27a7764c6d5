import { ambiguousMonths, firstWords, monthByWord, shortMonths } from './month-names.ts';
import { numberByWord } from './number-words.ts';
import { currencyPrefixes, unitByWord } from './units.ts';
import { shortWeekdayByWord, weekdayByWord } from './weekday-names.ts';
import { anyOf, between, letterBefore } from './words.ts';

const months = anyOf(monthByWord.keys());
const surelyMonths = [...monthByWord.keys()].filter(
  (word) => !shortMonths.has(word) && !ambiguousMonths.has(word),
);
const days = anyOf([...weekdayByWord.keys(), ...shortWeekdayByWord.keys()]);
const spelled = anyOf(numberByWord.keys());
const wordEnd = '(?![\\p{L}\\p{N}])';

/** Words that can only be a value, or part of one. */
const sure = `(?:${anyOf([...surelyMonths, ...weekdayByWord.keys()])}|mars|mai|noon|midday|midnight|mittags?|mitternacht|midi|minuit|mediodía|mediodia|medianoche|mezzogiorno|mezzanotte)${wordEnd}`;
/** Words that begin a value only with what follows them, or where nothing follows yet. */
const perhaps = [
  `(?:${anyOf([...shortMonths, 'may', 'march'])})${wordEnd}\\.?\\s*(?:$|\\d|the\\s|first)`,
  `(?:${anyOf(shortWeekdayByWord.keys())})${wordEnd}(?:\\.?[:,]?\\s*(?:$|\\d)|\\.?(?:${between})(?:$|(?:${days})${wordEnd}))`,
  `(?:${spelled})${wordEnd}(?:[\\s-]+(?:${spelled}|working|business|calendar)${wordEnd})?[\\s-]+(?:$|${anyOf(['uhr', "o'clock", 'o\u2019clock', 'am', 'pm', ...unitByWord.keys()])})`,
  `(?:${anyOf(firstWords)})${wordEnd}\\s+(?:(?:of|de|di)\\s+)?(?:$|(?:${months})${wordEnd})`,
  `(?:${anyOf(currencyPrefixes.filter((prefix) => /^[a-z]/.test(prefix)))})${wordEnd}\\s*(?:$|\\d)`,
];
const byWord = new RegExp(`${letterBefore}(?:${[sure, ...perhaps].join('|')})`, 'iu');
/** English names of months that are other words when small. */
const capitalMonth = new RegExp(`${letterBefore}(?:May|March)${wordEnd}`, 'u');
const bySign = /[\d€$£+]|https?:|www\.|@|\.(?=\p{L}{2})/u;
const citations = /\[\d{1,2}(?:\s?,\s?\d{1,2})*\]/g;

/**
 * Where in these whole words a critical value may begin, of which more may be still to come: at a digit, a currency sign, a link or
 * a word that numbers and dates are made of; -1 where none can.
 */
export function firstPossibleValue(words: string): number {
  const text = words.replaceAll(citations, (mark) => ' '.repeat(mark.length));
  const sign = text.search(bySign);
  const starts = [
    sign < 0 ? -1 : text.slice(0, sign).search(/\S*$/),
    text.search(byWord),
    text.search(capitalMonth),
  ].filter((place) => place >= 0);
  return starts.length === 0 ? -1 : Math.min(...starts);
}
