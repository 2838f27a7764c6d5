import { expect, it } from 'vitest';
import { quotableParts } from './quotable-parts.ts';

it('takes a line that begins with a date for a sentence, not for an item without its day', () => {
  const texts = (markdown: string) => quotableParts(markdown, 'de').map(({ text }) => text);
  expect(texts('24. Dezember: geschlossen.')).toEqual(['24. Dezember: geschlossen.']);
  expect(texts('1. Öffnen.\n2. Prüfen.')).toEqual(['Öffnen.', 'Prüfen.']);
});
