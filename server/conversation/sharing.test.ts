import { expect, it } from 'vitest';
import { sharedScope } from './sharing.ts';

it('shares answers among all who speak the language, on one site', () => {
  const scopes = ['en', 'en-GB', 'EN_us'].map((locale) => sharedScope({ locale, site: 'shop' }));
  expect(new Set(scopes.map(({ locale }) => locale))).toEqual(new Set(['en']));
  expect(sharedScope({ locale: 'de-CH', site: 'outlet' })).toEqual({
    audience: 'public',
    locale: 'de',
    site: 'outlet',
  });
});
