import { describe, expect, it } from 'vitest';
import { freshAnswerOf } from './fresh-answer.ts';
import type { WrittenAnswer } from './write-answer.ts';

const produced = (written: Partial<WrittenAnswer>, degraded = false) => ({
  written: {
    status: 'complete',
    servedBy: 'small',
    text: 'Two days [1].',
    ...written,
  } as WrittenAnswer,
  degraded,
});

describe('what a fresh answer says of a cached one', () => {
  it('is its text and its sources', () => {
    expect(freshAnswerOf(produced({}), [])).toEqual({ text: 'Two days [1].', citations: [] });
  });

  it('is that the documents do not say, where a language model finds so', () => {
    expect(freshAnswerOf(produced({ status: 'abstained' }), [])).toBe('does-not-know');
  });

  it('is nothing where no sentence could be quoted', () => {
    expect(freshAnswerOf(produced({ status: 'abstained', servedBy: 'extractive' }), [])).toBeNull();
  });

  it('is nothing where something was down or the answer was cut off', () => {
    expect(freshAnswerOf(produced({}, true), [])).toBeNull();
    expect(freshAnswerOf(produced({ status: 'stopped' }), [])).toBeNull();
  });
});
