import { describe, expect, it } from 'vitest';
import { expiresAtMs } from './expiry.ts';
import { guessVolatility } from './volatility.ts';

const hours = (count: number) => count * 3_600_000;

describe('expiresAtMs', () => {
  it('keeps volatile answers 1 to 4 hours and stable ones 24 to 72', () => {
    expect(expiresAtMs(['volatile'], 1000, () => 0)).toBe(1000 + hours(1));
    expect(expiresAtMs(['volatile'], 0, () => 1)).toBe(hours(4));
    expect(expiresAtMs(['stable'], 0, () => 0)).toBe(hours(24));
    expect(expiresAtMs(['stable', 'stable'], 0, () => 1)).toBe(hours(72));
  });

  it('goes by the shortest-lived document', () => {
    expect(expiresAtMs(['stable', 'volatile', 'stable'], 0, () => 1)).toBe(hours(4));
  });
});

describe('guessVolatility', () => {
  it.each([
    'A tune-up costs 49 € including parts.',
    'The voucher is worth $20.',
    'Our prices include VAT.',
    'The Rambler is sold out at present.',
    'Pre-orders ship first.',
    'The sale ends on 12 March.',
    'Valid until 2026-03-01.',
    'The workshop opens at 9:00.',
    'We answer the phone from 8 am.',
  ])('takes %j for volatile', (text) => {
    expect(guessVolatility(text)).toBe('volatile');
  });

  it.each([
    'Hold the valve straight and push the pump head on firmly.',
    'You may return a bicycle within 30 days.',
    'A frame has a warranty of five years.',
  ])('takes %j for stable', (text) => {
    expect(guessVolatility(text)).toBe('stable');
  });
});
