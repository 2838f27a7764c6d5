import { english } from './person-wishes/english.ts';
import { french } from './person-wishes/french.ts';
import { german } from './person-wishes/german.ts';
import { italian } from './person-wishes/italian.ts';
import { spanish } from './person-wishes/spanish.ts';
import type { WishRules } from './person-wishes/wish-rules.ts';

/** A message may be in another language than its conversation's, so all are asked. */
const languages: WishRules[] = [english, german, french, spanish, italian];

/** Whether a message asks for a person in place of the assistant. */
export function wantsPerson(text: string): boolean {
  return plainOf(text)
    .split(/(?<=[.?!\n])\s*/)
    .filter((sentence) => /\p{L}/u.test(sentence))
    .some((sentence) => languages.some((language) => isWish(sentence, language)));
}

function isWish(sentence: string, rules: WishRules): boolean {
  const { wishes, clauses, sentences, refusals, exceptions } = rules;
  if (matchesAny(refusals, sentence)) return true;
  if (matchesAny(exceptions, sentence)) return false;
  if (matchesAny(wishes, sentence)) return true;
  const whole = withoutMarks(sentence);
  if (matchesAny(sentences, whole)) return true;
  return [whole, ...sentence.split(/[,;:()–—]/)].some((clause) =>
    matchesAny(clauses, withoutMarks(clause)),
  );
}

const matchesAny = (patterns: RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** Lower case, without accents, with plain apostrophes and single spaces; line breaks stay. */
function plainOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’`´]/g, "'")
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll('ß', 'ss')
    .trim();
}

function withoutMarks(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}' -]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
