import { type CriticalValue, type Meaning, type Reader, reader } from './value.ts';
import { shortWeekdayByWord, weekdayByWord } from './weekday-names.ts';
import { anyOf, between, letterAfter, letterBefore } from './words.ts';

const names = anyOf(weekdayByWord.keys());
const short = anyOf(shortWeekdayByWord.keys());
const capitalised = (text: string): boolean => /^\p{Lu}/u.test(text);
const joined = `(?:${between})`;

function dayOf(word = ''): Meaning {
  const lower = word.toLowerCase();
  const day = weekdayByWord.get(lower) ?? shortWeekdayByWord.get(lower);
  return { kind: 'weekday', normal: String(day) };
}

/** "Mo–Fr", "lun. a ven.": two together are days, whatever else the words may mean, when they are written as such. */
const together: Reader = {
  pattern: new RegExp(
    `${letterBefore}(?:${short})\\.?(?:${joined}(?:${short}|${names})\\.?)+${letterAfter}`,
    'giu',
  ),
  read(match) {
    const found: CriticalValue[] = [];
    const each = new RegExp(`${letterBefore}(${names}|${short})${letterAfter}(\\.?)`, 'giu');
    for (const [text, word = '', dot] of match[0].matchAll(each)) {
      if (!capitalised(word) && dot === '' && !weekdayByWord.has(word)) return [];
      found.push({ ...dayOf(word), text, index: match.index + match[0].indexOf(text) });
    }
    return found;
  },
};

/** In order: what an earlier one has read, a later one does not read again. Times and dates are read before and are blank by now. */
export const weekdayReaders: Reader[] = [
  together,
  reader(new RegExp(`${letterBefore}(${short})(?=\\.?[:,]?\\s?\\u0000)`, 'giu'), (match) =>
    capitalised(match[0]) ? dayOf(match[1]) : null,
  ),
  reader(new RegExp(`${letterBefore}(${names})${letterAfter}`, 'giu'), (match) => dayOf(match[1])),
];
