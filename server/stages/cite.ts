import type { Citation } from '../../shared/receipt.ts';
import type { Passage } from '../ports/knowledge-store.ts';

/** The passages that a text cites as [n], in the order in which they are first cited. */
export function citationsOf(text: string, passages: Passage[]): Citation[] {
  const numbers = [...text.matchAll(/\[(\d{1,2}(?:\s?,\s?\d{1,2})*)\]/g)].flatMap((match) =>
    (match[1] ?? '').split(',').map(Number),
  );
  return [...new Set(numbers)].flatMap((number) => {
    const passage = passages[number - 1];
    return passage === undefined ? [] : [toCitation(passage, number)];
  });
}

/** A passage as it is cited by this number. */
export function toCitation(passage: Passage, number: number): Citation {
  return {
    number,
    documentId: passage.documentId,
    documentVersion: passage.documentVersion,
    passageId: passage.id,
    title: passage.documentTitle,
    heading: passage.heading,
    text: passage.text,
    ...(passage.url === undefined ? {} : { url: passage.url }),
  };
}
