import { stem } from './stemming.ts';
import { stopWordsOf } from './stop-words.ts';

/** The base language of a locale: `en` of `en-GB`. */
export function languageOf(locale: string): string {
  return locale.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** Lower case, compatibility forms joined, accents taken off. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’‘ʼ]/g, "'")
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

const wordPattern = /[\p{L}\p{N}]+(?:[.,:'\-_/][\p{L}\p{N}]+)*/gu;
const elision = /^(?:[cdjlmnst]|qu|dell|all|nell|sull|dall|un)'(?=\p{L})/u;

/**
 * What a text is about, as stems without stop words, in order, with repeats. Numbers and model names stay whole ("e-300",
 * "1299" of "1,299.00") and model names also count by their parts. A text of nothing but stop words keeps them.
 */
export function termsOf(text: string, locale: string): string[] {
  const language = languageOf(locale);
  const stopWords = stopWordsOf(language);
  const words = wordsOf(fold(text), language);
  const telling = words.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : words).map((word) =>
    /\d/.test(word) ? word : stem(word, language),
  );
}

function wordsOf(folded: string, language: string): string[] {
  const words: string[] = [];
  for (const [found] of folded.matchAll(wordPattern)) {
    if (/^[\d.,:]+$/.test(found)) words.push(canonicalNumber(found));
    else if (/\d/.test(found)) words.push(...modelName(found));
    else if (language === 'en') words.push(...englishWord(found));
    else words.push(...found.replace(elision, '').split(/[.,:'\-_/]/));
  }
  return words.filter((word) => word !== '');
}

function englishWord(found: string): string[] {
  return found.split(/[.,:\-_/]/).map((word) => word.replace(/'s$/, ''));
}

/** "e-300" as "e300" and as "300"; "7th" as it is. */
function modelName(found: string): string[] {
  const parts = found.split(/[.,:'\-_/]/);
  return parts.length === 1 ? parts : [parts.join(''), ...parts.filter((part) => /\d/.test(part))];
}

/** "1,299.00", "1.299,00" and "1299" alike; decimals that are not zero stay: "12,50" and "12.5" are "12.5". */
function canonicalNumber(found: string): string {
  const grouped = found.replaceAll(/(?<=\d)[.,](?=\d{3}(?:\D|$))/g, '');
  const [whole = '', decimals = '', ...more] = grouped.split(/[.,:]/);
  if (more.length > 0) return grouped;
  const kept = decimals.replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}
