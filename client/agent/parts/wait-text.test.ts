import { expect, it } from 'vitest';
import { waitText } from './wait-text.ts';

it.each([
  [-5_000, 'now'],
  [59_999, 'now'],
  [60_000, '1 min'],
  [59.9 * 60_000, '59 min'],
  [23.5 * 3_600_000, '23 h'],
  [49 * 3_600_000, '2 d'],
])('says how long somebody waits: %d ms is %s', (ms, words) => {
  expect(waitText(ms)).toBe(words);
});
