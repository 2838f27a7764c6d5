import { describe, expect, it } from 'vitest';
import { makePrompt } from '../ports/language-model.contract.ts';
import { type Draft, evaluateDraft } from './evaluate-draft.ts';

const good: Draft = {
  text: 'Express delivery costs 12 euros and takes one working day [1].',
  prompt: makePrompt('How much does express delivery cost?'),
  meanLogProbability: -0.1,
};

describe('judging a small model’s draft', () => {
  it('finds nothing wrong with a sure, cited answer to the question', () => {
    expect(evaluateDraft(good)).toBeNull();
  });

  it('does without log-probabilities', () => {
    expect(evaluateDraft({ ...good, meanLogProbability: null })).toBeNull();
  });

  it.each([
    ['  ', 'empty'],
    ["I don't know. The documents do not answer that.", 'abstained'],
    ['Yes [1].', 'too-short'],
    ['Express delivery costs 12 euros.', 'uncited'],
    ['Express delivery costs 12 euros [7].', 'uncited'],
    ['Express delivery costs 12 euros [1], [7].', 'uncited'],
  ])('%j is %s', (text, fault) => {
    expect(evaluateDraft({ ...good, text })).toBe(fault);
  });

  it('believes that it does not know where the passages are unlikely to tell', () => {
    const text = "I don't know. The documents do not answer that.";
    const asked = (answerable: number): Draft => ({
      ...good,
      text,
      prompt: { ...good.prompt, answerable },
    });
    expect(evaluateDraft(asked(0.1))).toBe('unanswerable');
    expect(evaluateDraft(asked(0.8))).toBe('abstained');
  });

  it('misses the price that was asked for', () => {
    expect(
      evaluateDraft({ ...good, text: 'Express delivery is quicker than the usual one [1].' }),
    ).toBe('value-missing');
  });

  it('misses no price where yes or no was asked for', () => {
    const prompt = makePrompt('Do I pay for express delivery?');
    expect(
      evaluateDraft({ ...good, prompt, text: 'Yes, express delivery has its price [1].' }),
    ).toBeNull();
  });

  it('takes a bare number for an answer', () => {
    expect(evaluateDraft({ ...good, text: '12 euros [1].' })).toBeNull();
  });

  it('mistrusts a model that hesitated', () => {
    expect(evaluateDraft({ ...good, meanLogProbability: -1.2 })).toBe('uncertain');
  });

  it('sees that an answer is about something else', () => {
    const prompt = makePrompt('Which tyre pressure suits gravel wheels?');
    const text = 'The refund takes up to 14 days [2].';
    expect(evaluateDraft({ ...good, prompt, text })).toBe('off-topic');
  });

  it('asks for no citation where there were no passages', () => {
    const prompt = makePrompt('Hello', { passages: [] });
    expect(evaluateDraft({ ...good, prompt, text: 'Hello! How can I help you?' })).toBeNull();
  });
});
