import type { Passage } from '../../ports/knowledge-store.ts';

type Titled = Pick<Passage, 'documentTitle' | 'heading' | 'text'>;

/** Title and headings of a passage in one line, without saying the same twice. */
export function passageHeading(passage: Titled): string {
  const { documentTitle, heading } = passage;
  if (heading === '' || heading === documentTitle) return documentTitle;
  return heading.startsWith(documentTitle) ? heading : `${documentTitle} > ${heading}`;
}

/** What is embedded of a passage: a part of a document means little without the headings above it. */
export function textToEmbed(passage: Titled): string {
  return `${passageHeading(passage).replaceAll(' > ', ': ')}\n${passage.text}`;
}
