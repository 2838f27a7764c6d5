import { contentStems, stemOf, wordsOf } from '../words.ts';
import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';
import { withoutIdentifiers } from './identifiers.ts';

/** From this share of common words of meaning on, a difference is taken for a difference in meaning. */
const copiedShare = 0.6;
/** One common word alone is no pattern. */
const fewest = 1;
/** More than half of all words kept in their order, the small ones too: who says it anew does not keep the sentence's frame. */
const frameShare = 0.5;

/** How customers ask for help, whatever it is about: "I need assistance to", "can you tell me". */
const courtesies = new Set(
  contentStems(
    `assistance assist assisting help helping need want wish like know tell inform information info see check checking try
    trying explain show find finding seem appear give say look looking think wonder ask asking please understand sure unsure
    reason wanna gonna gotta u ur ya us now just simply actually really damn obtain receive`,
  ),
);

/** What the negation guard judges. */
const denials = new Set(['not', 'no']);

/** One ending for "cancel" and "cancelling". */
function withOneEnding(stem: string): string {
  return stem.replace(/([b-df-hj-np-tv-z])\1$/, '$1');
}

/** Everyday words for one thing, under the first of them. */
const synonyms = new Map(
  [
    'problem issue trouble error difficulty',
    'change switch',
    'modify edit update alter',
    'talk speak chat',
    'buy purchase bought',
    'wrong incorrect',
    'delete remove erase',
    'arrive come',
    'app application',
    'start begin',
  ].flatMap((line) => {
    const [first = '', ...others] = line.split(' ').map((word) => withOneEnding(stemOf(word)));
    return others.map((other) => [other, first] as const);
  }),
);

/** Words that say what is asked about. */
function tellingStems(text: string): string[] {
  return contentStems(text)
    .filter((stem) => !courtesies.has(stem) && !denials.has(stem))
    .map(withOneEnding)
    .map((stem) => synonyms.get(stem) ?? stem);
}

/**
 * Two questions built alike that differ in a word or two mostly ask about two things ("a new bike", "a used bike"); who says
 * the same in other words changes more. This is also what a crafted near-duplicate looks like.
 */
export function guardSubstitution(question: string, candidate: string): GuardVerdict {
  const [one, other] = [withoutIdentifiers(question), withoutIdentifiers(candidate)];
  const left = tellingStems(one);
  const right = tellingStems(other);
  const alone = [...left, ...right].filter((stem) => left.includes(stem) !== right.includes(stem));
  if (alone.length === 0) return passed;
  const shared = left.filter((stem) => right.includes(stem)).length;
  const copied = shared > fewest ? shared / Math.max(left.length, right.length) : 0;
  if (copied < copiedShare && frameOf(wordsOf(one), wordsOf(other)) <= frameShare) return passed;
  return failed('substitution', alone.join(', '));
}

/** Length of the longest common subsequence over that of the longer text. */
function frameOf(left: readonly string[], right: readonly string[]): number {
  let above = new Array<number>(right.length + 1).fill(0);
  for (const word of left) {
    const row = [0];
    right.forEach((other, at) => {
      row.push(word === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0));
    });
    above = row;
  }
  return (above.at(-1) ?? 0) / Math.max(1, left.length, right.length);
}
