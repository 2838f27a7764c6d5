import { describe, expect, it } from 'vitest';
import { counted, countText, durationText, intervalText, shareText, usdText } from './numbers.ts';

describe('numbers in words', () => {
  it.each([
    [null, '–'],
    [0, '$0'],
    [0.000_000_01, '< $0.0000001'],
    [0.000_421_9, '$0.000422'],
    [0.1234, '$0.123'],
    [12.3, '$12.30'],
    [9_999.5, '$9,999.50'],
    [12_345.67, '$12,346'],
  ])('%s dollars are %s', (usd, text) => expect(usdText(usd)).toBe(text));

  it.each([
    [null, '–'],
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [412.4, '412 ms'],
    [999.6, '1 s'],
    [1_240, '1.24 s'],
    [59_996, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [12_000_000, '3 h 20 min'],
  ])('%s milliseconds are %s', (ms, text) => expect(durationText(ms)).toBe(text));

  it.each([
    [null, '–'],
    [0, '0%'],
    [0.004, '0.4%'],
    [0.6349, '63%'],
    [0.996, '99.6%'],
    [1, '100%'],
  ])('a share of %s is %s', (share, text) => expect(shareText(share)).toBe(text));

  it('gives both ends of an interval one unit', () => {
    expect(intervalText({ low: 0.481, high: 0.712 })).toBe('48–71%');
    expect(intervalText({ low: 0.0031, high: 0.918 })).toBe('0.3–92%');
    expect(intervalText({ low: 0, high: 1 })).toBe('0–100%');
    expect(intervalText({ low: null, high: null })).toBeNull();
  });

  it('shortens large counts only', () => {
    expect([
      countText(99_999),
      countText(128_400),
      counted(1, 'answer'),
      counted(0, 'answer'),
    ]).toEqual(['99,999', '128.4K', '1 answer', '0 answers']);
  });
});
