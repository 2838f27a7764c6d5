import { functionWord, wordsOf } from '../words.ts';

/** Letters that names of one family share: "Austria" and "Austrian", "German" and "Germany". */
const stemLetters = 5;

/** Words with their case, without possessives and contracted verbs. Long parts of a hyphenated name stand apart. */
export function wordsWithCase(text: string): string[] {
  return (
    text
      .replaceAll(/['’](?:s|m|d|t|ll|re|ve)\b/g, '')
      .replaceAll(/(?<=\p{L}{3})-(?=\p{L}{3})/gu, ' ')
      .match(/[\p{L}\d]+(?:[-+][\p{L}\d]+)*\+?/gu) ?? []
  );
}

/** The form in which a name's words are compared: "W-2" is "w2", "ATMs" is "atm", "Austrian" is "austr". */
export function nameForm(word: string): string {
  const lower = word.toLowerCase().replaceAll('-', '');
  const singular = lower.length > 3 ? lower.replace(/(?<=[^su])s$/, '') : lower;
  return /^\p{L}+$/u.test(singular) ? singular.slice(0, stemLetters) : singular;
}

/** "X200", "A-10", "iPhone15": short, letters and digits. "30-day", "2nd" and "5kg" are figures. */
export function isModelNumber(word: string): boolean {
  return (
    word.length <= 10 &&
    /\d/.test(word) &&
    /\p{L}/u.test(word) &&
    !/^\d+-\p{L}{3,}$/u.test(word) &&
    !/^\d+-?(?:st|nd|rd|th|am|pm|k|kg|g|gb|mb|tb|cm|mm|m|km|ml|l|h|min|usd|eur|gbp|x)$/i.test(word)
  );
}

const notNames = new Set(
  `wh kwh nm ok asap faq hi hello please thanks monday tuesday wednesday thursday friday saturday sunday january february march april
  may june july august september october november december today tomorrow mr mrs ms dr`
    .trim()
    .split(/\s+/),
);

/**
 * Whether a word with a capital can be a name at all: no weekday, month or function word. Of single letters all can
 * ("plan S", "size M") but "A", "I" and "O".
 */
export function isNameLike(word: string): boolean {
  if (!/^\p{Lu}/u.test(word)) return false;
  if (word.length === 1) return !/[AIO]/.test(word);
  const lower = word.toLowerCase();
  return !notNames.has(lower) && !wordsOf(lower).every(functionWord);
}
