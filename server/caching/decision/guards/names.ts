import { functionWord, wordsOf } from '../words.ts';
import type { Guard } from './guard.ts';
import { sameSets } from './guard.ts';

/** Lower-case names, of one or several words, as `extractNames` makes them. */
export type NameVocabulary = ReadonlySet<string>;

const longestName = 4;

/**
 * Two questions that name different products, plans, places or companies have different answers. Names are those of the
 * knowledge base, and what is written like a name in either question: a capital within a sentence, or letters with digits.
 */
export function guardNames(vocabulary: NameVocabulary): Guard {
  return (question, candidate) => {
    const written = new Set([...writtenNames(question), ...writtenNames(candidate)]);
    const known = (name: string) => vocabulary.has(name) || written.has(name);
    return sameSets('names', namesIn(question, known), namesIn(candidate, known));
  };
}

/** Every known name in a text; the longest wins where names overlap ("pro plus" is not also "pro"). */
function namesIn(text: string, known: (name: string) => boolean): Set<string> {
  const words = nameWords(text);
  const found = new Set<string>();
  for (let at = 0; at < words.length; ) {
    let length = Math.min(longestName, words.length - at);
    while (length > 0 && !known(words.slice(at, at + length).join(' '))) length -= 1;
    if (length > 0) found.add(words.slice(at, at + length).join(' '));
    at += Math.max(1, length);
  }
  return found;
}

/** Lower-case words in the form names are compared in: without hyphens, possessives and the plural. */
export function nameWords(text: string): string[] {
  return wordsWithCase(text).map(nameForm);
}

/** The one form of a name's word: "W-2" is "w2", "ATMs" is "atm". */
export function nameForm(word: string): string {
  const lower = word.toLowerCase().replaceAll('-', '');
  return /[^s]s$/.test(lower) && lower.length > 3 ? lower.slice(0, -1) : lower;
}

function wordsWithCase(text: string): string[] {
  return text.replaceAll(/['’]s\b/g, '').match(/[\p{L}\d]+(?:[-+][\p{L}\d]+)*\+?/gu) ?? [];
}

/**
 * Words of a question that are written like names: a capital within a sentence, a capital within a word, letters with
 * digits. Abbreviations in capitals count only when the vocabulary has them, and a text in Title Case tells nothing.
 */
export function writtenNames(text: string): string[] {
  const capitals = wordsWithCase(text).filter((word) => /^\p{Lu}/u.test(word));
  const telling = capitals.length <= Math.max(2, wordsWithCase(text).length / 2);
  return text
    .split(/(?<=[.!?:\n])\s+/)
    .flatMap((sentence) =>
      wordsWithCase(sentence).filter((word, at) => {
        if (isModelNumber(word) || /^\p{Ll}+\p{Lu}|^\p{Lu}\p{Ll}+\p{Lu}/u.test(word)) return true;
        return telling && at > 0 && /^\p{Lu}.*\p{Ll}/u.test(word) && isNameLike(word);
      }),
    )
    .map(nameForm);
}

/** "X200", "A-10", "iPhone15": short, letters and digits. "30-day" and "2nd" are figures. */
export function isModelNumber(word: string): boolean {
  return (
    word.length <= 10 &&
    /\d/.test(word) &&
    /\p{L}/u.test(word) &&
    !/^\d+-\p{L}{3,}$/u.test(word) &&
    !/^\d+(?:[.,]\d+)*-?(?:st|nd|rd|th|am|pm|k|kg|g|gb|mb|tb|cm|mm|m|km|ml|l|h|hrs?|min|days?|weeks?|months?|years?|hours?|usd|eur|gbp|x)$/i.test(
      word,
    )
  );
}

const notNames = new Set(
  `i i'm ok asap faq hi hello please thanks monday tuesday wednesday thursday friday saturday sunday january february march april
  may june july august september october november december today tomorrow mr mrs ms dr`
    .trim()
    .split(/\s+/),
);

/** Whether a capitalised word can be a name at all: no weekday, month or function word. */
export function isNameLike(word: string): boolean {
  const lower = word.toLowerCase();
  return word.length > 1 && !notNames.has(lower) && !wordsOf(lower).every(functionWord);
}
