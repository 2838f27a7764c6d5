import { stopWordsOf } from './stop-words.ts';

/** English words with how common each is; 0 is the most common. */
export type Dictionary = ReadonlyMap<string, number>;

export interface SpellingParts {
  dictionary: Dictionary;
  /** Whether the documents have a word, in any of its forms. */
  isKnown: (word: string) => boolean;
}

/** Words of letters alone that stand for themselves; names in mid-sentence keep their capitals, and their spelling. */
const plainWord =
  /(?<=^|[\s("“])(?:\p{Ll}{4,}|(?<=^|[.?!]\s)\p{Lu}\p{Ll}{3,})(?=$|[\s)"”.,;:?!])/gu;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const functionWords = stopWordsOf('en');

/**
 * An English question with plain typing errors mended: a word that is none and that the documents do not have becomes the word that is
 * one slip away, where the documents have that or it is a function word. A slip is a letter too many, too few, or wrong, or two in
 * the wrong order; the first letter is right (P. Norvig, "How to Write a Spelling Corrector", with what the documents say in place of
 * a language model).
 */
export function withoutTypos(question: string, parts: SpellingParts): string {
  return question.replaceAll(plainWord, (found) => {
    const word = found.toLowerCase();
    if (isWord(word, parts)) return found;
    const mended = nearest(word, parts);
    if (mended === undefined) return found;
    return found === word ? mended : mended.charAt(0).toUpperCase() + mended.slice(1);
  });
}

function isWord(word: string, { dictionary, isKnown }: SpellingParts): boolean {
  return dictionary.has(word) || functionWords.has(word) || isKnown(word);
}

/** The most common of the words one slip away; one that only the documents have comes after those that are English. */
function nearest(word: string, { dictionary, isKnown }: SpellingParts): string | undefined {
  const rank = (candidate: string): number => dictionary.get(candidate) ?? dictionary.size;
  return [...slipsOf(word)]
    .filter((candidate) => functionWords.has(candidate) || isKnown(candidate))
    .sort((left, right) => rank(left) - rank(right))[0];
}

function slipsOf(word: string): Set<string> {
  const slips = new Set<string>();
  for (let at = 1; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of letters) {
      slips.add(before + letter + after);
      if (after !== '') slips.add(before + letter + after.slice(1));
    }
    if (after !== '') slips.add(before + after.slice(1));
    slips.add(before.slice(0, -1) + after.charAt(0) + before.slice(-1) + after.slice(1));
  }
  slips.delete(word);
  return slips;
}
