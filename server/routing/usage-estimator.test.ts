import { describe, expect, it } from 'vitest';
import { makePrompt } from '../ports/language-model.contract.ts';
import { costUsd, referenceCostUsd } from './cost.ts';
import { UsageEstimator } from './usage-estimator.ts';

const words = {
  name: 'words',
  count: (text: string) => text.split(/\s+/).filter((word) => word !== '').length,
  truncate: (text: string) => text,
};
const request = { prompt: makePrompt('Where is my order?') };

describe('usage that nobody reported', () => {
  it('is counted by our own tokenizer at first', () => {
    const estimator = new UsageEstimator(words);
    expect(estimator.estimate('m', request, 'It is on its way.')).toEqual({
      inputTokens: estimator.promptTokens(request),
      cachedInputTokens: 0,
      outputTokens: 5,
    });
  });

  it('follows what the model reported for other calls', () => {
    const estimator = new UsageEstimator(words);
    const inputTokens = estimator.promptTokens(request) * 2;
    const usage = { inputTokens, cachedInputTokens: inputTokens / 4, outputTokens: 15 };
    estimator.observe('m', request, 'It is on its way.', usage);
    expect(estimator.estimate('m', request, 'It is on its way.')).toEqual({
      ...usage,
      cachedInputTokens: Math.round(inputTokens / 4),
    });
    expect(estimator.estimate('other', request, '').cachedInputTokens).toBe(0);
  });
});

describe('what a call costs', () => {
  const prices = { input: 2.5, output: 10, cachedInput: 1.25 };

  it('prices cached input apart', () => {
    const usage = { inputTokens: 10_000, cachedInputTokens: 4_000, outputTokens: 500 };
    expect(costUsd(usage, prices)).toBeCloseTo(0.015 + 0.005 + 0.005, 10);
  });

  it("costs the article's $0.25 for a prompt of 100,000 tokens with GPT-4o", () => {
    expect(referenceCostUsd({ inputTokens: 100_000, outputTokens: 0 }, prices)).toBeCloseTo(0.25);
  });
});
