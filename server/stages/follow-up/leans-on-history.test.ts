import { describe, expect, it } from 'vitest';
import { leansOnHistory } from './leans-on-history.ts';

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
