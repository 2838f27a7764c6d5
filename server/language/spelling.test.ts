import { describe, expect, it } from 'vitest';
import { withoutTypos } from './spelling.ts';

const dictionary = new Map(
  [
    'return',
    'much',
    'delivery',
    'price',
    'prince',
    'helmet',
    'coat',
    'cost',
    'form',
    'from',
    'want',
  ].map((word, rank) => [word, rank] as const),
);
const documents = new Set([
  'return',
  'delivery',
  'price',
  'helmet',
  'cost',
  'voltquill',
  'form',
  'trikes',
]);
/** Words are known by their stems: a form that the documents have not is none of theirs to mend to. */
const isKnown = (word: string) => documents.has(word) || documents.has(`${word}s`);
const mended = (question: string) =>
  withoutTypos(question, { dictionary, isKnown, standsIn: (word) => documents.has(word) });

describe('a typing error', () => {
  it.each([
    ['two letters in the wrong order', 'can i retrun it?', 'can i return it?'],
    ['a letter too few', 'can i retun it?', 'can i return it?'],
    ['a letter too many', 'a hellmet, please', 'a helmet, please'],
    ['a wrong letter', 'how long is delivety', 'how long is delivery'],
    ['at the beginning of a sentence', 'Delivrey to Graz?', 'Delivery to Graz?'],
    ['in a function word', 'wjat does it cost', 'what does it cost'],
    ['likelier with a letter left out than with one too many', 'wher is it', 'where is it'],
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
    ['a form that the documents do not have', 'a trike'],
    ['a form that the dictionary does not have', 'two coats, coster'],
    ['a contraction without its sign', 'it wont return, why doesnt it'],
    ['longer than any word', 'a'.repeat(4000)],
    ['too short to be sure', 'cst it'],
    ['another language', 'wieviel kostet retrun delivrey hellmet'],
  ])('is not seen in %s', (_, typed) => {
    expect(mended(typed)).toBe(typed);
  });
});
