import type { Citation } from '../../shared/receipt.ts';
import { isNameLike, nameForm, wordsWithCase } from './decision/guards/name-words.ts';

/** A word with a capital, with what makes it the first of a sentence or an address before or after it. */
const capitalised = /(^|[.!?:…]["”)]*\s+|\n)?(\p{Lu}[\p{L}-]+)(?:['’]s)?(,)?/gu;

/**
 * Whether an answer calls the customer, or anybody, by a name that only the question brought: no passage that it cites holds it.
 * Such an answer belongs to one customer. A sentence's first word has a capital anyway and counts only where a comma follows.
 */
export function repeatsName(question: string, text: string, citations: Citation[]): boolean {
  const asked = formsOf(question);
  const cited = formsOf(
    citations.flatMap(({ title, heading, text: passage }) => [title, heading, passage]).join('\n'),
  );
  return [...text.matchAll(capitalised)].some(([, opening, word = '', comma]) => {
    const form = nameForm(word);
    const isMarked = opening === undefined || comma !== undefined;
    return isMarked && isNameLike(word) && asked.has(form) && !cited.has(form);
  });
}

function formsOf(text: string): Set<string> {
  return new Set(wordsWithCase(text).map(nameForm));
}
