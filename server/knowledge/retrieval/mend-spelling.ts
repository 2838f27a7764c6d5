import { type Dictionary, withoutTypos } from '../../language/spelling.ts';
import { languageOf, termsOf } from '../../language/terms.ts';
import type { LexicalIndex } from './lexical-index.ts';
import type { SearchScope } from './search-scope.ts';

/** The question with typing errors mended by the words of the documents in scope; as it is in languages other than English. */
export function mendSpelling(
  question: string,
  scope: SearchScope,
  parts: { lexical: Pick<LexicalIndex, 'termWeights'>; dictionary: Dictionary },
): string {
  if (languageOf(scope.locale) !== 'en') return question;
  const { lexical, dictionary } = parts;
  const isKnown = (word: string): boolean =>
    lexical.termWeights(termsOf(word, 'en'), scope).known.size > 0;
  return withoutTypos(question, { dictionary, isKnown });
}
