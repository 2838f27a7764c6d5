import { describe, expect, it } from 'vitest';
import { rateOf } from './wilson-interval.ts';

describe('the interval of a rate', () => {
  it('agrees with published values', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (const [numerator, denominator, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const rate = rateOf(numerator, denominator);
      expect(rate.low).toBeCloseTo(low, 4);
      expect(rate.high).toBeCloseTo(high, 4);
      expect(rate.share).toBe(numerator / denominator);
    }
  });

  it('is unknown without cases', () => {
    expect(rateOf(0, 0)).toEqual({
      numerator: 0,
      denominator: 0,
      share: null,
      low: null,
      high: null,
    });
  });

  it('reaches 0 and 1 exactly', () => {
    expect(rateOf(0, 7).low).toBe(0);
    expect(rateOf(7, 7).high).toBe(1);
  });
});
