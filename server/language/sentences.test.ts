import { expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

it.each([
  ['de', 'Die Aktion läuft bis 24. Dezember.', 'Am 1. Mai ist zu.', 'Es sind 5 Mio. € im Jahr.'],
  ['de', 'Wir schließen vom 24. bis zum 26. Dezember.', 'Danach nicht.'],
  ['en', 'It starts on Sept. 3 for all.', 'We open on Dec. 24 at 9 a.m. and close early.'],
  ['es', 'Abre hasta las 2 p. m. todos los días.', 'Desde el 3 de sept. de 2026 no.'],
  ['en', 'It takes 24.', 'December is busy.'],
])('cuts no value in two (%s): %s', (locale, ...sentences) => {
  expect(sentencesOf(sentences.join(' '), locale)).toEqual(sentences);
});
