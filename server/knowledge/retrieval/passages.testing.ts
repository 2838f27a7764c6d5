import type { Passage } from '../../ports/knowledge-store.ts';

/** A passage for tests: its id, a title and a text, public and English unless said otherwise. */
export function passageOf(
  id: string,
  documentTitle: string,
  text: string,
  more: Partial<Passage> = {},
): Passage {
  return {
    id,
    documentId: id.split('.')[0] ?? id,
    documentVersion: 1,
    documentTitle,
    heading: '',
    text,
    contentHash: id,
    ordinal: 0,
    tokens: text.split(' ').length,
    audience: 'public',
    volatility: 'stable',
    locale: 'en',
    site: '*',
    ...more,
  };
}
