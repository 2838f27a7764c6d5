import { fold, languageOf, termsOf } from './terms.ts';

const capitalisedWord = /\p{Lu}[\p{L}\p{N}'’-]*/gu;
const modelName = /(?=[\p{L}\p{N}-]*\p{L})(?=[\p{L}\p{N}-]*\p{N})[\p{L}\p{N}][\p{L}\p{N}-]*/gu;

/**
 * The terms of names in a text: words with a capital that do not begin a sentence, and model names such as "E-300".
 * They say which of many alike things is meant. A text all in capitals has none of the first kind, nor has German, which
 * capitalises every noun.
 */
export function nameTermsOf(text: string, locale: string): string[] {
  const names = [...text.matchAll(modelName)].map(([name]) => name);
  if (languageOf(locale) !== 'de' && text !== text.toUpperCase()) {
    for (const match of text.matchAll(capitalisedWord)) {
      const before = text.slice(0, match.index).trimEnd();
      const beginsSentence = before === '' || /[.!?:…¿¡"“”\n]$/.test(before);
      if (!beginsSentence && !/^I(['’]\w+)?$/.test(match[0])) names.push(match[0]);
    }
  }
  return [...new Set(names.flatMap((name) => namedTerms(name, locale)))];
}

/** A stop word with a capital ("The") names nothing, although alone it would count as a term. */
function namedTerms(name: string, locale: string): string[] {
  const [first, ...rest] = termsOf(`${name} x0`, locale);
  const terms = [first, ...rest].filter((term) => term !== undefined && term !== 'x0') as string[];
  return fold(name) === '' ? [] : terms;
}
