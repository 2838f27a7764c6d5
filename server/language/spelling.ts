import { stopWordsOf } from './stop-words.ts';

/** English words with how common each is; 0 is the most common. */
export type Dictionary = ReadonlyMap<string, number>;

export interface SpellingParts {
  dictionary: Dictionary;
  /** Whether the documents have a word, in any of its forms. */
  isKnown: (word: string) => boolean;
  /** Whether they have it as it is. */
  standsIn: (word: string) => boolean;
}

/**
 * Words of letters alone that stand for themselves; names in mid-sentence keep their capitals, and their spelling. What is longer is no
 * word, and has too many slips.
 */
const plainWord =
  /(?<=^|[\s("“])(?:\p{Ll}{4,20}|(?<=^|[.?!]\s)\p{Lu}\p{Ll}{3,19})(?=$|[\s)"”.,;:?!])/gu;
/** A dictionary has few forms of its rarer words. */
const ending = /(?:s|es|d|ed|r|er|ing|ly)$/;
/** As they are typed without the sign; to mend "wont" would turn what is said round. */
const contraction =
  /^(?:(?:are|ca|could|did|does|do|had|has|have|is|might|must|need|should|was|were|wo|would)nt|(?:they|you)(?:re|ve|ll)|whats|wheres|whens|hows|whos|thats|theres|heres)$/;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const functionWords = stopWordsOf('en');

/** A message with more words that are none is in another language, or in none. */
const mostMended = 4;

/**
 * An English question with plain typing errors mended: a word that is none and that the documents do not have becomes the word that is
 * one slip away, where the documents have that or it is a function word. A slip is a letter too many, too few, or wrong, or two in
 * the wrong order; the first letter is right (P. Norvig, "How to Write a Spelling Corrector", with what the documents say in place of
 * a language model).
 */
export function withoutTypos(question: string, parts: SpellingParts): string {
  const unknown = [...question.matchAll(plainWord)].filter(
    ([found]) => !isWord(found.toLowerCase(), parts),
  );
  if (unknown.length === 0 || unknown.length > mostMended) return question;
  return question.replaceAll(plainWord, (found) => {
    const word = found.toLowerCase();
    const mended = isWord(word, parts) ? undefined : nearest(word, parts);
    if (mended === undefined) return found;
    return found === word ? mended : mended.charAt(0).toUpperCase() + mended.slice(1);
  });
}

/** Real words are left alone, also those that the documents do not have: "coat" is no "cost". */
function isWord(word: string, { dictionary, isKnown }: SpellingParts): boolean {
  if (contraction.test(word)) return true;
  const base = word.replace(ending, '');
  return [word, base, `${base}e`].some((form) => dictionary.has(form)) || isKnown(word);
}

/** The word of the likeliest slip; of several the most common, one that only the documents have after those that are English. */
function nearest(word: string, parts: SpellingParts): string | undefined {
  const { dictionary } = parts;
  const rank = (candidate: string): number => dictionary.get(candidate) ?? dictionary.size;
  for (const slips of slipsOf(word)) {
    const [best] = slips
      .filter((candidate) => mayBeMeant(candidate, parts))
      .sort((left, right) => rank(left) - rank(right));
    if (best !== undefined) return best;
  }
  return undefined;
}

function mayBeMeant(word: string, { dictionary, isKnown, standsIn }: SpellingParts): boolean {
  if (functionWords.has(word)) return true;
  return isKnown(word) && (dictionary.has(word) || standsIn(word));
}

/** What may have been meant, by kind of slip, the likeliest kind first. */
function slipsOf(word: string): string[][] {
  const places = Array.from({ length: word.length }, (_, at) => at + 1);
  const inner = places.slice(0, -1);
  const cut = (at: number): [string, string] => [word.slice(0, at), word.slice(at)];
  const eachLetter = (make: (letter: string) => string) => [...letters].map(make);
  const swapped = inner.map((at) => {
    const [before, after] = cut(at);
    return before.slice(0, -1) + after.charAt(0) + before.slice(-1) + after.slice(1);
  });
  const missing = places.flatMap((at) => {
    const [before, after] = cut(at);
    return eachLetter((letter) => before + letter + after);
  });
  const wrong = inner.flatMap((at) => {
    const [before, after] = cut(at);
    return eachLetter((letter) => before + letter + after.slice(1));
  });
  const spare = inner.map((at) => word.slice(0, at) + word.slice(at + 1));
  return [swapped, missing, wrong, spare].map((slips) => slips.filter((slip) => slip !== word));
}
