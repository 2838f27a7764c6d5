import type { InventedValue } from './script.ts';

const inventions: Record<InventedValue, string> = {
  price: 'It costs 7,391.27 euros.',
  date: 'It is valid until 31 February 2047.',
  percentage: 'That includes a discount of 83.7 %.',
  phone: 'Call +99 555 0173 846 for that.',
};

/** Works values that stand in no passage into an answer, cited as if they did. */
export function invent(answer: string, values: InventedValue[]): string {
  return [answer, ...values.map((value) => inventions[value].replace(/\.$/, ' [1].'))].join(' ');
}

/** The invented values as they would appear in an answer, so that a test can look for them. */
export const inventedTexts: Record<InventedValue, string> = {
  price: '7,391.27',
  date: '31 February 2047',
  percentage: '83.7 %',
  phone: '+99 555 0173 846',
};

/** Changes the first number of a sentence into another one; the sentence itself when it has none. */
export function distortNumber(sentence: string): string {
  return sentence.replace(/\d+(?:[.,]\d+)?/, (number) => `${Number.parseInt(number, 10) * 3 + 7}`);
}
