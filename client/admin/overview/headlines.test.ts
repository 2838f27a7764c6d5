import { describe, expect, it } from 'vitest';
import { savedWords, spentUsd } from './headlines.ts';

describe('what was saved', () => {
  it('is the distance to the reference model for everything', () => {
    expect(savedWords(2, 10)).toBe('$8.00 saved, 80% of $10.00');
    expect(savedWords(0, 0.5)).toBe('$0.50 saved, 100% of $0.50');
  });

  it('is told as what it is when the reference would have been cheaper', () => {
    expect(savedWords(12, 10)).toBe('$2.00 more than the reference, 20%');
  });

  it('is nothing where no model could have been called', () => {
    expect(savedWords(0, 0)).toBe('No model was called');
    expect(savedWords(0.01, 0)).toBe('No answer to compare it with');
  });

  it('is less by what was spent off the path', () => {
    const use = { calls: 1, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 };
    const offPath = [
      { ...use, purpose: 'comparison' as const, costUsd: 0.5 },
      { ...use, purpose: 'warm-up' as const, costUsd: 0.25 },
    ];
    expect(spentUsd({ costUsd: 2, offPath })).toBe(2.75);
  });
});
