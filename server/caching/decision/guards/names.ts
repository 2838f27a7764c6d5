import type { Guard } from './guard.ts';
import { sameSets } from './guard.ts';
import { isModelNumber, isNameLike, nameForm, wordsWithCase } from './name-words.ts';

/** The names of a knowledge base, each word in its `nameForm`. */
export interface NameVocabulary {
  /** Words that name one thing among others: a plan, a place, a product. */
  names: ReadonlySet<string>;
  /** Words that name what nearly everything is about, such as the company or a family of products; they tell nothing apart. */
  general: ReadonlySet<string>;
}

/**
 * Two questions that name different products, plans, places or companies have different answers. Names are those of the
 * knowledge base, and what is written like a name in either question.
 */
export function guardNames(vocabulary: NameVocabulary): Guard {
  return (question, candidate) => {
    const written = new Set([...writtenNames(question), ...writtenNames(candidate)]);
    const namesIn = (text: string) =>
      new Set(
        wordsWithCase(text)
          .map(nameForm)
          .filter((word) => vocabulary.names.has(word) || written.has(word))
          .filter((word) => !vocabulary.general.has(word)),
      );
    return sameSets('names', namesIn(question), namesIn(candidate));
  };
}

/**
 * Words of a question that are written like names: a capital within a sentence, a capital within a word, letters with
 * digits. Abbreviations count only when the vocabulary has them, and a text in Title Case or capitals tells nothing.
 */
export function writtenNames(text: string): string[] {
  const words = wordsWithCase(text);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  const telling = capitals.length <= Math.max(2, words.length / 2);
  return text
    .split(/(?<=[.!?:\n])\s+/)
    .flatMap((sentence) =>
      wordsWithCase(sentence).filter((word, at) => {
        if (isModelNumber(word) || /^\p{Lu}?\p{Ll}+\p{Lu}/u.test(word)) return true;
        const abbreviation = word.length > 1 && !/\p{Ll}/u.test(word);
        return telling && at > 0 && isNameLike(word) && !abbreviation;
      }),
    )
    .map(nameForm);
}
