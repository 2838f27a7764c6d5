import { describe, expect, it } from 'vitest';
import { criticalValues } from './critical-values.ts';
import { supportedValues } from './value-support.ts';

const unsupported = (answer: string, ...passages: string[]): string[] => {
  const held = supportedValues(passages);
  return criticalValues(answer)
    .filter((value) => !held.holds(value))
    .map((value) => value.text);
};

describe('a value that the passages hold', () => {
  it.each([
    ['It costs €49.90.', 'The plan costs 49.90 EUR a month.'],
    ['It costs 49,90 € a month.', 'The plan costs EUR 49.90 a month.'],
    ['It costs 1,299 euros.', 'Price: €1.299,00'],
    ['You have thirty days.', 'Return it within 30 days of delivery.'],
    ['You have 30 days.', 'Return it within thirty days of delivery.'],
    ['The warranty lasts 24 months.', 'The warranty lasts 2 years.'],
    ['Delivery takes 2-4 working days.', 'Delivery takes 2 to 4 working days.'],
    ['We are open on Wednesday from 9:00 to 18:00.', 'Open Monday to Friday, 09:00–18:00.'],
    ['It is open until 6 pm.', 'Open until 18:00.'],
    ['It ends on 3 March 2026.', 'The offer ends on 2026-03-03.'],
    ['It ends on March 3rd.', 'The offer ends on 3 March 2026.'],
    ['Call +49 30 1234567.', 'Phone: +49 (30) 123 45-67'],
    ['Call 030 1234567.', 'Phone: +49 30 1234567'],
    ['See https://velo.example/returns.', 'See velo.example/returns for more.'],
    ['The discount is 15%.', 'A discount of 15 percent applies.'],
    [
      'The M plan costs 12.90 EUR.',
      '| Plan | Price (EUR) |\n|---|---|\n| S | 8.90 |\n| M | 12.90 |',
    ],
    ['The range is 80 km.', '| Battery | km |\n|---|---|\n| 500 Wh | 80 |'],
    ['So [1] it is. Do www.velo.example first.', 'See www.velo.example.'],
    ['You may cancel 3 May be too late.', 'Cancel by 3 May.'],
    ['1. May I return it? 2. The 3 may be sold.', 'Of 3 sold, 2 came back.'],
    ['Yes [1], that works.\n1. First do this\n2. Then that', 'Anything.'],
  ])('is supported: %s', (answer, passage) => {
    expect(unsupported(answer, passage)).toEqual([]);
  });
});

describe('a value that the passages do not hold', () => {
  it.each([
    ['It costs €39.90.', 'The plan costs 49.90 EUR.', ['€39.90']],
    ['You have 30 days.', 'Delivery takes 30 minutes.', ['30 days']],
    ['The discount is 20%.', 'It costs 20 EUR.', ['20%']],
    ['It costs 20 EUR.', 'The discount is 20%.', ['20 EUR']],
    ['It ends on 4 March 2026.', 'It ends on 3 March 2026.', ['4 March 2026']],
    ['It ends on 3 March 2027.', 'It ends on 3 March 2026.', ['3 March 2027']],
    ['Open on Sunday.', 'Open Monday to Saturday.', ['Sunday']],
    ['Open until 8 pm.', 'Open until 18:00.', ['8 pm']],
    ['Call +49 30 7654321.', 'Phone: +49 30 1234567', ['+49 30 7654321']],
    ['See https://evil.example/pay', 'See velo.example/returns', ['https://evil.example/pay']],
    ['Write to boss@velo.example.', 'Write to help@velo.example.', ['boss@velo.example']],
    ['You get five weeks.', 'You get four weeks.', ['five weeks']],
    ['It costs 1.299 EUR.', 'It costs 1299.50 EUR.', ['1.299 EUR']],
    ['Up to 250 kg.', 'Up to 250 g.', ['250 kg']],
  ])('is found out: %s', (answer, passage, expected) => {
    expect(unsupported(answer, passage)).toEqual(expected);
  });
});
