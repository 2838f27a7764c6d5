import { describe, expect, it } from 'vitest';
import { withoutTypos } from './spelling.ts';

const dictionary = new Map(
  ['return', 'much', 'delivery', 'price', 'prince', 'helmet', 'coat', 'cost', 'form', 'from'].map(
    (word, rank) => [word, rank] as const,
  ),
);
const documents = new Set(['return', 'delivery', 'price', 'helmet', 'cost', 'voltquill', 'form']);
const mended = (question: string) =>
  withoutTypos(question, { dictionary, isKnown: (word) => documents.has(word) });

describe('a typing error', () => {
  it.each([
    ['two letters in the wrong order', 'can i retrun it?', 'can i return it?'],
    ['a letter too few', 'can i retun it?', 'can i return it?'],
    ['a letter too many', 'a hellmet, please', 'a helmet, please'],
    ['a wrong letter', 'how long is delivety', 'how long is delivery'],
    ['at the beginning of a sentence', 'Delivrey to Graz?', 'Delivery to Graz?'],
    ['in a function word', 'wjat does it cost', 'what does it cost'],
    ['in a name of the documents', 'the voltqill 400', 'the voltquill 400'],
    ['with two words near, one of the documents', 'the prise of it', 'the price of it'],
  ])('is mended: %s', (_, typed, meant) => {
    expect(mended(typed)).toBe(meant);
  });

  it.each([
    ['a word, if not of the documents', 'how much is a coat'],
    ['a word that is another one mistyped', 'a delivery form Graz'],
    ['a name', 'I am Priec from Graz'],
    ['a word in capitals', 'the DELIVREY'],
    ['no word at all', 'xkcdq'],
    ['a word with its first letter wrong', 'the velmet'],
    ['an address or a code', 'retrun@shop.example retrun-400 retrun5'],
    ['too short to be sure', 'cst it'],
  ])('is not seen in %s', (_, typed) => {
    expect(mended(typed)).toBe(typed);
  });
});
