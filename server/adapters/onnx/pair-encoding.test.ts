import { describe, expect, test } from 'vitest';
import { encodePair } from './pair-encoding.ts';

/** A token a word, numbered by its length. */
const tokensOf = (text: string): number[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => word.length);
const words = (count: number, word = 'w'): string =>
  Array.from({ length: count }, () => word).join(' ');

describe('a pair as the model reads it', () => {
  test('is the question, then heading and units, each part closed', () => {
    const encoded = encodePair(
      { question: 'a bb', heading: 'ccc', units: ['dddd', 'e ff'] },
      tokensOf,
    );
    expect(encoded.ids).toEqual([101, 1, 2, 102, 3, 4, 1, 2, 102]);
    expect(encoded.segments).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(encoded.units).toEqual([
      [5, 6],
      [6, 8],
    ]);
  });

  test('stays within the window, and what does not fit is no unit of tokens', () => {
    const units = [words(150), words(150), words(10)];
    const encoded = encodePair({ question: words(200), heading: words(60), units }, tokensOf);
    expect(encoded.ids.length).toBeLessThanOrEqual(256);
    const [first, second, third] = encoded.units.map(([from, to]) => to - from);
    expect(first).toBeGreaterThan(140);
    expect(second).toBeLessThan(150);
    expect(third).toBe(0);
  });

  test('keeps both ends of a long question', () => {
    const question = `${words(100, 'begin')} ${words(100, 'finish')}`;
    const { ids } = encodePair({ question, heading: 'h', units: ['u'] }, tokensOf);
    expect(ids.slice(1, 33)).toEqual(tokensOf(words(32, 'begin')));
    expect(ids.slice(33, 65)).toEqual(tokensOf(words(32, 'finish')));
  });

  test('reads two questions as their two sides', () => {
    const { ids, segments, units } = encodePair(
      { question: 'a', heading: words(70, 'bb'), units: [] },
      tokensOf,
    );
    expect(ids.slice(0, 3)).toEqual([101, 1, 102]);
    expect(ids.slice(3)).toEqual([...tokensOf(words(64, 'bb')), 102]);
    expect(segments.filter((side) => side === 1)).toHaveLength(65);
    expect(units).toEqual([]);
  });
});
