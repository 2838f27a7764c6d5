/** Without accents, as people in a hurry write. */
const plain = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '');

/** What is meant by each of the words of a list of `[words, meaning]`, with and without their accents. */
export function byWord<Meaning>(
  lists: Iterable<readonly [words: string, meaning: Meaning]>,
): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  const put = (word: string, meaning: Meaning) => {
    if (!found.has(word)) found.set(word, meaning);
  };
  for (const [words, meaning] of lists) {
    for (const word of words.split(' ')) {
      // An underscore stands for the space inside one expression.
      put(word.replaceAll('_', ' '), meaning);
      put(plain(word).replaceAll('_', ' '), meaning);
    }
  }
  return found;
}

/** A pattern that matches any of the words, the longest first. */
export const anyOf = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s'))
    .join('|');

export const letterBefore = '(?<![\\p{L}\\p{N}])';
export const letterAfter = '(?![\\p{L}\\p{N}])';

/** What stands between the two ends of a range or between the parts of a list of them, in five languages. */
export const between = `\\s?(?:[-\u2010-\u2014/&]|,)\\s?|\\s(?:to|until|till|through|and|or|bis(?:\\szum)?|und|oder|au|\u00e0|et|ou|al?|hasta(?:\\sel)?|y|e|o|fino\\sal?)\\s`;
