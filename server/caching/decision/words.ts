/** Words that say nothing about what a question is about. */
const functionWords = new Set(
  `a an the i me my mine myself we us our you your yours it its is am are was were be been being do does did done can could
  would will shall should may might must have has had having to of in on at for from by with and or but if so as this that
  these those there here what how when where why who whom which whose please help need want wanted wants know tell let like
  get got gets just about some any im ive id ill youre hi hello hey thanks thank ok okay way possible able also then than
  into onto up out off s t re ll ve d m`
    .trim()
    .split(/\s+/),
);

/** Whether a lower-case word only serves grammar, and says nothing about what is asked. */
export function functionWord(word: string): boolean {
  return functionWords.has(word);
}

/** Lower-case words and figures in reading order; "won't" and the like become "will not". */
export function wordsOf(text: string): string[] {
  return (
    expandContractions(text.toLowerCase()).match(/[\p{L}]+(?:-[\p{L}]+)*|\d+(?:[.,:]\d+)*/gu) ?? []
  );
}

/** "can't" to "can not", "won't" to "will not", "isn't" to "is not"; curly apostrophes become straight. */
export function expandContractions(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll(/\bwon'?t\b/gi, 'will not')
    .replaceAll(/\b(?:can't|cannot|cant)\b/gi, 'can not')
    .replaceAll(
      /\b(is|are|was|were|do|does|did|has|have|had|would|could|should)n'?t\b/gi,
      '$1 not',
    );
}

/**
 * A word without the ending that grammar gave it, so that "transfers" and "transferring" meet. Cruder than Porter's
 * algorithm on purpose: stems are compared with one another, never shown.
 */
export function stemOf(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  if (singular.length <= 4) return singular;
  const bare = singular.replace(/(?:ations?|ings?|ed|ly|ments?|er|e)$/, '');
  return bare.replace(/([^aeiouls])\1$/, '$1');
}

/** Stems of the words that carry meaning, in reading order, each once. */
export function contentStems(text: string): string[] {
  return [...new Set(contentSequence(text))];
}

/** Stems of the words that carry meaning, in reading order, with repetitions. */
export function contentSequence(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !functionWords.has(word))
    .map(stemOf);
}
