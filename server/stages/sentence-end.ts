import { isInsideValue } from '../quality/critical-values.ts';
import { shortMonths } from '../quality/values/month-names.ts';
import { shortWeekdayByWord } from '../quality/values/weekday-names.ts';
import { anyOf, letterBefore } from '../quality/values/words.ts';

const ends = /[.!?…](?:["')\]]*)(?=\s)|\n/g;
/** A dot behind these may belong to a date, a time or a number that goes on: "24. Dezember", "Sept. 3", "2 p. m.", "5 Mio. €". */
const mayGoOn = new RegExp(
  `(?:(?<!\\d)(?:0?[1-9]|[12]\\d|3[01])|${letterBefore}(?:${anyOf([...shortMonths, ...shortWeekdayByWord.keys(), 'mio', 'a', 'p'])}))\\.$`,
  'iu',
);
/** What may stand between the days of one date: "24. und 25. Dezember", "vom 3. bis zum 5. Mai". */
const betweenDays = /^(?:\d{1,2}\.?|[-\u2010-\u2014&,]|bis|zum|und|oder|den|dem|de|del|of)$/iu;

/** No value is longer, in characters to both sides of a dot inside it. */
const reach = 80;

/** What came of a sentence before the text that is held, and where it began. */
export interface SentenceSoFar {
  shown: string;
  /** It begins with the number of an item of a list. */
  isItem: boolean;
}

/**
 * Where the first sentence of the held text ends; -1 while no end is in it, or while what came last may go on with what is still
 * to come. With `isWhole` nothing more comes.
 */
export function sentenceEnd(
  held: string,
  { shown, isItem }: SentenceSoFar,
  isWhole: boolean,
): number {
  for (const match of held.matchAll(ends)) {
    const end = match.index + match[0].length;
    if (match[0] === '\n') return end;
    const before = (shown + held.slice(0, end)).normalize('NFC');
    if (isItem && /^\s*\d{1,2}\.$/.test(before)) continue;
    if (!mayGoOn.test(before)) return end;
    const after = held.slice(end);
    const near = before.slice(-reach);
    // "Fr. 9–18 Uhr", "5 Mio. 300".
    if (/\D\.$/.test(before) && /^\s+\d/.test(after)) continue;
    if (isInsideValue(near + after.slice(0, reach).normalize('NFC'), near.length)) continue;
    if (isWhole) return end;
    const words = after.split(/\s+/).slice(1, -1);
    if (words.every((word) => betweenDays.test(word))) return -1;
    return end;
  }
  return -1;
}
