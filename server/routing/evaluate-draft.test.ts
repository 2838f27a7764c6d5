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

  it('does not believe that of a follow-up, as what it leans on is searched along', () => {
    const prompt = makePrompt('and express?', {
      standaloneQuestion: 'What does delivery cost? and express?',
      answerable: 0.1,
    });
    const text = "I don't know. The documents do not answer that.";
    expect(evaluateDraft({ ...good, prompt, text })).toBe('abstained');
  });

  it('asks for no citation where there were no passages', () => {
    const prompt = makePrompt('Hello', { passages: [] });
    expect(evaluateDraft({ ...good, prompt, text: 'Hello! How can I help you?' })).toBeNull();
  });
});

describe('judging a draft whose passages were read', () => {
  const units = [
    { text: 'Express delivery costs 12 euros and takes one working day.', answers: 0.97 },
    { text: 'The refund takes up to 14 days.', answers: 0.004 },
    { text: 'It arrives within 3 days.', answers: 0.6 },
  ];
  const judged = (text: string, question = 'How much does express delivery cost?') =>
    evaluateDraft({ ...good, text, prompt: { ...makePrompt(question), units } });

  it('refuses what was written from a sentence that does not answer', () => {
    expect(judged('A refund takes up to 14 days [2].')).toBe('beside-the-point');
  });

  it('takes one right sentence for enough', () => {
    expect(judged('The refund takes up to 14 days [2]. Express delivery costs 12 euros [1].')).toBe(
      null,
    );
  });

  it('believes the reading where question and answer share no words', () => {
    expect(judged('It arrives within 3 days [1].', 'Until when must I wait?')).toBeNull();
  });

  it('counts the words all the same where several things were asked', () => {
    const several = 'Which tyre pressure suits gravel wheels? Can a saddle be tried?';
    expect(judged('It arrives within 3 days [1].', several)).toBe('off-topic');
  });

  it('leaves what is in another language than the reader’s to the words', () => {
    const prompt = { ...makePrompt('Was kostet der Express?'), units };
    const text = 'Rückzahlung: the refund takes up to 14 days [2].';
    expect(evaluateDraft({ ...good, locale: 'de', text, prompt })).toBe('off-topic');
  });
});
