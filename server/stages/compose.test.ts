import { describe, expect, it } from 'vitest';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import type { Passage } from '../ports/knowledge-store.ts';
import { type HistoryTurn, renderQuestion } from '../ports/language-model.ts';
import { bestFirstAndLast, type ComposeInput, compose, defaultTokenBudget } from './compose.ts';

const passage = (id: string, text = `Text of ${id}.`): Passage => ({
  id,
  documentId: id,
  documentVersion: 1,
  documentTitle: `Title ${id}`,
  heading: 'Heading',
  text,
  contentHash: id,
  ordinal: 0,
  tokens: 10,
  audience: 'public',
  volatility: 'stable',
  locale: 'en',
  site: '*',
});

const exchange = (number: number, words = 5): HistoryTurn[] => [
  { role: 'customer', text: `Question ${number} ${'word '.repeat(words)}` },
  { role: 'assistant', text: `Answer ${number}` },
];

const made = (input: Partial<ComposeInput>) =>
  compose(
    {
      template: { version: 'test', system: 'You help.' },
      passages: [],
      history: [],
      question: 'What now?',
      standaloneQuestion: 'What now?',
      answerable: 1,
      locale: 'en',
      budget: defaultTokenBudget,
      ...input,
    },
    gptTokenizer,
  );

describe('the context', () => {
  it('has the best passages first and last', () => {
    expect(bestFirstAndLast([1, 2, 3, 4, 5])).toEqual([1, 3, 5, 4, 2]);
    const { passages } = made({ passages: ['a', 'b', 'c', 'd'].map((id) => passage(id)) });
    expect(passages.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
  });

  it('stays within its budget, leaving out what is too long but not what fits after it', () => {
    const long = passage('long', 'many words '.repeat(300));
    const { passages, tokens } = made({
      passages: [passage('a'), long, passage('b')],
      budget: { ...defaultTokenBudget, context: 120 },
    });
    expect(passages.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(tokens.context).toBeLessThanOrEqual(120);
    expect(tokens.context).toBeGreaterThan(10);
  });
});

describe('the history', () => {
  it('keeps the newest five exchanges and summarises what fell out', () => {
    const history = [1, 2, 3, 4, 5, 6, 7].flatMap((number) => exchange(number));
    const prompt = made({ history });
    expect(prompt.history).toHaveLength(10);
    expect(prompt.history[0]?.text).toContain('Question 3');
    expect(prompt.summary).toContain('Question 1');
    expect(prompt.summary).toContain('Question 2');
    expect(prompt.summary).not.toContain('Question 3');
    expect(prompt.tokens.summary).toBe(gptTokenizer.count(prompt.summary));
  });

  it('keeps fewer when they have more than 3,000 tokens, and never half an exchange', () => {
    const history = [1, 2, 3, 4].flatMap((number) => exchange(number, 1200));
    const prompt = made({ history });
    expect(prompt.tokens.history).toBeLessThanOrEqual(3000);
    expect(prompt.history.map(({ role }) => role)).toEqual([
      'customer',
      'assistant',
      'customer',
      'assistant',
    ]);
    expect(prompt.history[0]?.text).toContain('Question 3');
  });

  it('has no summary while nothing fell out', () => {
    expect(made({ history: exchange(1) }).summary).toBe('');
  });
});

it('counts each part as it is sent', () => {
  const prompt = made({ passages: [passage('a')], history: exchange(1) });
  expect(prompt.tokens.system).toBe(gptTokenizer.count('You help.'));
  expect(prompt.tokens.question).toBe(gptTokenizer.count('What now?'));
  expect(prompt.tokens.history).toBeGreaterThan(0);
});

it('cuts a question that is too long', () => {
  const prompt = made({
    question: 'why '.repeat(4000),
    budget: { ...defaultTokenBudget, question: 50 },
  });
  expect(prompt.tokens.question).toBeLessThanOrEqual(50);
});

describe('a question and the version of it that stands on its own', () => {
  const long = 'bicycle '.repeat(4000);

  it.each([
    ['And for it?', `And for it? (${long})`],
    [long, 'How long does delivery take?'],
    [long, `${long} and more`],
  ])('have one budget, and are counted as they are sent', (question, standaloneQuestion) => {
    const prompt = made({ question, standaloneQuestion });
    const sent = gptTokenizer.count(renderQuestion(prompt));
    expect(prompt.tokens.question).toBe(sent);
    expect(sent).toBeLessThanOrEqual(defaultTokenBudget.question);
    expect(prompt.question).not.toBe('');
    expect(prompt.standaloneQuestion).not.toBe('');
  });

  it('are sent once where they are the same, however long', () => {
    const prompt = made({ question: long, standaloneQuestion: long });
    expect(renderQuestion(prompt)).toBe(prompt.question);
    expect(prompt.tokens.question).toBeLessThanOrEqual(defaultTokenBudget.question);
  });
});
