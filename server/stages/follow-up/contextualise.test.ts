import { describe, expect, it } from 'vitest';
import { contextualise } from './contextualise.ts';
import { leansOnHistory } from './leans-on-history.ts';

const past = [
  {
    text: 'How much is standard delivery to Austria?',
    standaloneQuestion: 'How much is standard delivery to Austria?',
  },
];
const history = [
  { role: 'customer' as const, text: 'How much is standard delivery to Austria?' },
  { role: 'assistant' as const, text: 'It costs 6.90 EUR [1].' },
];

describe('a question that leans on the talk so far', () => {
  it.each([
    'and for express?',
    'What about the 625 one?',
    'how much is that?',
    'How long does it take?',
    'And to Belgium?',
    'why?',
    'Do they charge extra?',
    'Which one is cheaper?',
    'is there a fee for it?',
    'How long?',
    'und für Express?',
    'Can I cancel it?',
    'until when do I have to order?',
    'is there a minimum term?',
    'how long is the notice?',
    'when do I get the money?',
    'how far ahead must I set it?',
    'when does that end',
    'the bigger one?',
    'Belgium?',
  ])('is seen: %s', (text) => {
    expect(leansOnHistory(text)).toBe(true);
  });
});

describe('a question that stands alone', () => {
  it.each([
    'How long do I have to return a helmet?',
    'Is it possible to pay by invoice?',
    'Is there a discount for students?',
    'What does the M plan cost?',
    'My bike is at your workshop in Graz, when will it be ready?',
    'Do you have bikes that are suitable for children?',
    'How much does it cost to replace a chain?',
    'Can I change the delivery address after I have ordered?',
    'Are those cargo bikes with two batteries allowed on trains in Germany?',
  ])('is left alone: %s', (text) => {
    expect(leansOnHistory(text)).toBe(false);
  });
});

describe('contextualise', () => {
  it('puts the question it leans on in front', () => {
    expect(contextualise('and for express?', past, history)).toMatchObject({
      kind: 'follow-up',
      question: 'How much is standard delivery to Austria? and for express?',
    });
  });
  it('leaves the first question of a conversation as it is', () => {
    expect(contextualise('and for express?', [], [])).toMatchObject({
      kind: 'standalone',
      question: 'and for express?',
    });
  });
  it('leaves a question that stands alone as it is', () => {
    expect(contextualise('Do you sell helmets?', past, history).kind).toBe('standalone');
  });

  it('is what was asked, without greeting and thanks', () => {
    const asked = 'Do you sell helmets?';
    expect(contextualise(`Hi, ${asked} Thanks!`, past, history)).toEqual({
      kind: 'standalone',
      text: asked,
      question: asked,
    });
    expect(contextualise('Hello! And for express?', past, history)).toMatchObject({
      kind: 'follow-up',
      text: 'And for express?',
    });
  });
  it.each([
    [
      'And to Belgium?',
      'How much is standard delivery to Austria?',
      'How much is standard delivery to Belgium?',
    ],
    ['and the M one?', 'How much is Quillcare S?', 'How much is Quillcare M?'],
    [
      'What about the 625 one?',
      'What does the Voltquill 400 weigh?',
      'What does the Voltquill 625 weigh?',
    ],
  ])('exchanges the one thing that changed: %s', (text, earlier, question) => {
    const asked = [{ text: earlier, standaloneQuestion: earlier }];
    expect(contextualise(text, asked, history)).toEqual({ kind: 'follow-up', text, question });
  });
  it.each([
    ['And for 36?', 'Is 24 or 12 months cheaper?'],
    ['and Hamburg?', 'When does Berlin close, and when Cologne?'],
    ['and Hamburg?', 'When do you close on Saturday?'],
    ['and a jacket?', 'How long can I return a bicycle?'],
  ])('exchanges nothing where it is not sure what: %s', (text, earlier) => {
    const asked = [{ text: earlier, standaloneQuestion: earlier }];
    expect(contextualise(text, asked, history).question).toBe(`${earlier} ${text}`);
  });
});
