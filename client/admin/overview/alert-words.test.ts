import { describe, expect, it } from 'vitest';
import { alertWords } from './alert-words.ts';

describe('the words of an alert', () => {
  it('say how much of the money is spent and what customers get', () => {
    const money = { kind: 'money', usedShare: 1.02, usdPerDay: 50 } as const;
    expect(alertWords({ ...money, stage: 'none' }).text).toMatch(
      /^102% of \$50\.00 is spent\. .* waits for a person/,
    );
    expect(alertWords({ ...money, usedShare: 0.83, stage: 'small-only' })).toEqual({
      title: 'The day’s model money is running out',
      text: '83% of $50.00 is spent. Only small models are asked until midnight UTC.',
    });
  });

  it('say how wrong the caches are, and how sure that is', () => {
    const rate = { numerator: 6, denominator: 100, share: 0.06, low: 0.028, high: 0.125 };
    expect(alertWords({ kind: 'wrong-hits', rate, bound: 0.01 }).text).toBe(
      '6% of the sampled ones (95% interval 3–13%), where at most 1% are allowed.',
    );
  });
});
