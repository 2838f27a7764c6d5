import { expect, it } from 'vitest';
import { citation } from './answers.testing.ts';
import { repeatsName } from './repeats-name.ts';

const cited = [
  {
    ...citation({ id: 'express', version: 1 }),
    title: 'Express delivery',
    text: 'Express delivery to Austria costs 19.90 EUR.',
  },
];
const repeats = (question: string, answer: string) => repeatsName(question, answer, cited);

it.each([
  ['im ada quint, what does express cost', 'Ada, express delivery costs 19.90 EUR [1].'],
  ['Ada Quint asks: express to Austria?', 'Dear Ada Quint, it costs 19.90 EUR [1].'],
  ['greetings from ada quint! express cost?', 'It costs 19.90 EUR, Quint [1].'],
])('sees the name: %s', (question, answer) => {
  expect(repeats(question, answer)).toBe(true);
});

it.each([
  ['What does express to Austria cost?', 'Express to Austria costs 19.90 EUR [1].'],
  ['What does express cost? I am in Austria', 'To Austria, express costs 19.90 EUR [1].'],
  ['Ada here, what does express cost?', 'Express delivery costs 19.90 EUR [1].'],
  ['Can you send it quickly?', 'You can choose express delivery. Quickly is 1 day [1].'],
])('does not see one: %s', (question, answer) => {
  expect(repeats(question, answer)).toBe(false);
});
