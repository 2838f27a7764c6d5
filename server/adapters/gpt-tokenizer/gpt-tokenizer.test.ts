import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gptTokenizer } from './gpt-tokenizer.ts';

describe('the tokenizer', () => {
  test('counts as the published encoding does', () => {
    expect(gptTokenizer.count('')).toBe(0);
    expect(gptTokenizer.count('hello world')).toBe(2);
    expect(gptTokenizer.count('Fahrradreparaturwerkstatt')).toBeGreaterThan(3);
  });

  test('reads what looks like a control token as text', () => {
    expect(gptTokenizer.count('<|endoftext|>')).toBeGreaterThan(1);
  });

  test('leaves a text alone that fits', () => {
    expect(gptTokenizer.truncate('a bicycle', 5)).toBe('a bicycle');
  });

  test('returns the start of any text, within the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.nat({ max: 20 }),
        (text, maxTokens) => {
          const start = gptTokenizer.truncate(text, maxTokens);
          expect(text.startsWith(start)).toBe(true);
          expect(gptTokenizer.count(start)).toBeLessThanOrEqual(maxTokens);
        },
      ),
    );
  });
});
