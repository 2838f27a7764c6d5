/** Superscripts, fractions and circled digits: NFKC would melt them into the digits before them (10² into 102). */
const otherNumbers = /\p{No}/gu;
const trailingPunctuation = /[\s.!?…,;:。！？]+$/u;

/**
 * One form for questions that differ in letter case, width, spacing or closing punctuation alone.
 * Numbers, signs, negation and word order stay as they are.
 */
export function normaliseQuestion(question: string): string {
  const folded = question
    .replaceAll(otherNumbers, keepApart)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return folded.replace(trailingPunctuation, '') || folded;
}

function keepApart(character: string): string {
  return character.normalize('NFKC') === character ? character : ` ^${character}`;
}
