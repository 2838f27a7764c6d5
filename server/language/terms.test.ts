import { describe, expect, test } from 'vitest';
import { nameTermsOf } from './names.ts';
import { sentencesOf } from './sentences.ts';
import { fold, termsOf } from './terms.ts';

describe('the terms of a text', () => {
  test.each([
    ['en', 'delivery', 'deliveries'],
    ['en', 'cancel', 'cancellation'],
    ['en', 'stop', 'stopping'],
    ['en', 'charge', 'charges'],
    ['en', 'battery', 'batteries'],
    ['de', 'Lieferung', 'Lieferungen'],
    ['de', 'Rücksendung', 'rucksendungen'],
    ['fr', 'journal', 'journaux'],
    ['fr', "l'abonnement", 'abonnements'],
    ['es', 'bicicleta', 'bicicletas'],
    ['es', 'luz', 'luces'],
    ['it', 'biciclette', 'bicicletta'],
    ['it', 'banca', 'banche'],
  ])('join inflections in %s: %s and %s', (locale, one, other) => {
    expect(termsOf(one, locale)).toEqual(termsOf(other, locale));
  });

  test('leave out words that tell nothing', () => {
    expect(termsOf('How do I return a bike?', 'en-GB')).toEqual(['return', 'bik']);
    expect(termsOf('Wie kann ich ein Rad zurückgeben?', 'de')).toEqual(['rad', 'zuruckgeb']);
  });

  test('keep words that turn the meaning', () => {
    expect(termsOf('without a receipt, not opened', 'en')).toEqual([
      'without',
      'receipt',
      'not',
      'open',
    ]);
  });

  test('are the stop words themselves where there is nothing else', () => {
    expect(termsOf('where is it', 'en').length).toBe(3);
  });

  test('write a number one way', () => {
    expect(termsOf('1,299.00 1.299,00 1299', 'en')).toEqual(['1299', '1299', '1299']);
    expect(termsOf('12.50 12,5', 'de')).toEqual(['12.5', '12.5']);
  });

  test('keep model names whole, with and without a hyphen alike', () => {
    expect(termsOf('the E-300', 'en')).toContain('e300');
    expect(termsOf('the E300', 'en')).toContain('e300');
  });
});

test('folding takes case and accents off', () => {
  expect(fold('Straße Über Ça')).toBe('strasse uber ca');
});

describe('the names in a text', () => {
  test('are capitalised words inside a sentence and model names', () => {
    expect(nameTermsOf('Does the Missing Sock rent out an e-300?', 'en')).toEqual([
      'e300',
      '300',
      'miss',
      'sock',
    ]);
  });

  test('are not the first word, nor "I"', () => {
    expect(nameTermsOf("Where am I? Can I cancel? I'm lost", 'en')).toEqual([]);
  });

  test('are not told by capitals where all or all nouns have them', () => {
    expect(nameTermsOf('WHERE IS MY ORDER', 'en')).toEqual([]);
    expect(nameTermsOf('Wo ist mein Fahrrad?', 'de')).toEqual([]);
  });
});

describe('the sentences of a text', () => {
  test('end at stops, not at abbreviations and decimals', () => {
    expect(sentencesOf('It costs 3.50 €. Bring a lock, e.g. a chain. Done!', 'en')).toEqual([
      'It costs 3.50 €.',
      'Bring a lock, e.g. a chain.',
      'Done!',
    ]);
  });
});
