import { contentSequence, expandContractions, stemOf } from '../words.ts';
import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';

/** Turns of phrase in which "not" denies nothing of what is asked about. */
const idle =
  /\b(?:(?:i|we) (?:do|did) not (?:know|understand|see)|(?:can|could) not (?:find|see|remember|recall|locate|figure out)|not sure|no idea|no problem|or not|if not|why not|not only|do not (?:worry|mind|hesitate)|not yet|is not (?:there|it)|no\.|without (?:paying|cost|costs|charge|extra|interest)|never \p{L}+(?: \p{L}+){0,2} before|(?:nothing|none) [^.?!]* yet|not [^.?!,]* yet)\b|\bwhy (?:can|could|would|will|do|does|is|are) not\b|\bwhy (?:can|could|will) (?:\p{L}+ ){1,3}?not\b|^(?:can|could|would|will|do|does|is|are) not (?:i|you|we|there)\b/gu;

const negators =
  /\b(?:not|no|never|without|none|nothing|neither|nor|except|excluding|instead of)\b/g;

/**
 * One question denies what the other does not. When both deny, the words they deny must not be the other way round
 * ("with the box but without the receipt" against "with the receipt but without the box").
 */
export function guardNegation(question: string, candidate: string): GuardVerdict {
  const left = deniedIn(question);
  const right = deniedIn(candidate);
  const denying = [left, right].filter((side) => side.count > 0);
  const plain = [left, right].find((side) => side.count === 0);
  if (denying.length === 1 && !plain?.failure) {
    return failed('negation', 'only one of the questions denies');
  }
  const turned = [...left.denied].find(
    (stem) => right.affirmed.has(stem) && !right.denied.has(stem),
  );
  const back = [...right.denied].find((stem) => left.affirmed.has(stem) && !left.denied.has(stem));
  return turned !== undefined || back !== undefined
    ? failed('negation', `"${turned ?? back}" is denied in one and affirmed in the other`)
    : passed;
}

/** Says that something went wrong without denying; "it failed" and "it did not work" may be the same question. */
const failure =
  /\b(?:fail\w*|missing|broken|incorrect\w*|wrong\w*|unsuccessful\w*|declin\w*|reject\w*|refus\w*|pending|still|lost|stopped|stuck|miss|missed|bounced?|overdue)\b/;

interface Denied {
  count: number;
  /** The first word of meaning after each denial. */
  denied: Set<string>;
  affirmed: Set<string>;
  failure: boolean;
}

function deniedIn(text: string): Denied {
  const plain = expandContractions(text.toLowerCase()).replaceAll(idle, ' ');
  const [first = '', ...rest] = plain.split(negators);
  const denied = new Set<string>();
  const affirmed = new Set(contentSequence(first));
  for (const part of rest) {
    const [next, ...others] = contentSequence(part);
    if (next !== undefined) denied.add(stemOf(next));
    for (const stem of others) affirmed.add(stem);
  }
  return { count: rest.length, denied, affirmed, failure: failure.test(plain) };
}
