import { type Dictionary, withoutTypos } from '../../language/spelling.ts';
import { fold, languageOf, termsOf } from '../../language/terms.ts';
import type { LexicalIndex } from './lexical-index.ts';
import type { SearchScope } from './search-scope.ts';

/** Passages that are looked at for a word that no dictionary has. */
const passagesAsked = 3;

/** The question with typing errors mended by the words of the documents in scope; as it is in languages other than English. */
export function mendSpelling(
  question: string,
  scope: SearchScope,
  parts: { lexical: Pick<LexicalIndex, 'termWeights' | 'search'>; dictionary: Dictionary },
): string {
  if (languageOf(scope.locale) !== 'en') return question;
  const { lexical, dictionary } = parts;
  const isKnown = (word: string): boolean =>
    lexical.termWeights(termsOf(word, 'en'), scope).known.size > 0;
  /** The index knows stems: "trik" of "trike" is none of the documents' words. */
  const standsIn = (word: string): boolean =>
    lexical.search(word, scope, passagesAsked).some(({ entry: { passage } }) => {
      const { documentTitle, heading, text } = passage;
      return fold(`${documentTitle} ${heading} ${text}`)
        .split(/[^\p{L}\p{N}]+/u)
        .includes(word);
    });
  return withoutTypos(question, { dictionary, isKnown, standsIn });
}
