import { quotableParts } from '../../language/quotable-parts.ts';
import type { Passage } from '../../ports/knowledge-store.ts';
import type { ReadablePassage } from '../../ports/reader.ts';
import { passageHeading } from './passage-text.ts';

/** How many of a search's passages are read with the question; each costs about as much as embedding it. */
export const passagesRead = 5;

/** A passage as a reader takes it: what it stands under, and the parts that can be quoted. */
export function readablePassage(
  passage: Pick<Passage, 'documentTitle' | 'heading' | 'text' | 'locale'>,
): ReadablePassage {
  return {
    heading: passageHeading(passage).replaceAll(' > ', ': '),
    units: quotableParts(passage.text, passage.locale).map(({ text }) => text),
  };
}
