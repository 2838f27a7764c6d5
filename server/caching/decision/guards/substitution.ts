import { contentStems } from '../words.ts';
import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';
import { withoutIdentifiers } from './identifiers.ts';

/** From this share of common words on, a difference is taken for a difference in meaning. */
const copiedShare = 0.6;
/** One common word alone is no pattern. */
const fewest = 1;

/**
 * Two questions built alike that differ in a word or two mostly ask about two things ("a new bike", "a used bike"); who says
 * the same in other words changes more. This is also what a crafted near-duplicate looks like.
 */
export function guardSubstitution(question: string, candidate: string): GuardVerdict {
  const left = contentStems(withoutIdentifiers(question));
  const right = contentStems(withoutIdentifiers(candidate));
  const shared = left.filter((stem) => right.includes(stem)).length;
  const alone = [...left, ...right].filter((stem) => left.includes(stem) !== right.includes(stem));
  const copied = shared / Math.max(1, Math.max(left.length, right.length));
  if (shared <= fewest || alone.length === 0 || copied < copiedShare) return passed;
  return failed('substitution', alone.join(', '));
}
