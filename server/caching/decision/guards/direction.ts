import { stemOf, wordsOf } from '../words.ts';
import type { GuardVerdict } from './guard.ts';
import { failed, passed } from './guard.ts';

/** Words that join without taking part: what is left says who does what to whom, and in which order. */
const fillers = new Set(
  `a an the please can could would will do does did is are was were be been being it its this that these those to of in on at
  for with and or if so as there here how what when where why which just about get got have has had need want should may might
  must shall i me my mine we us our you your hello hi hey thanks up out off possible way t s
  help helping assist assistance tell know any some all`
    .trim()
    .split(/\s+/),
);

/** Which way a relation runs. The first group is where it comes from or what comes first. */
const relations: readonly RegExp[] = [
  /\bfrom (?<first>.+?) (?:to|into|onto) (?<second>.+)/,
  /\b(?:to|into) (?<second>.+?) from (?<first>.+)/,
  /\b(?:convert|exchange|change|switch|transfer|move|migrate|upgrade|swap|translate|send|trade)\w* (?!to\b|from\b)(?<first>.+?) (?:to|into|for|with) (?<second>.+)/,
  /(?<first>.+?) (?:before|prior to|rather than|instead of|over) (?<second>.+)/,
  /(?<second>.+?) after (?<first>.+)/,
];

/** How many words two questions may differ in for an exchange of places to be more than another way of saying it. */
const strayWords = 2;

/** What is the same whoever does it: "where do I have to", "where do you have". */
const bothMay = new Set(['have', 'get', 'need', 'want']);

/** Who does it to whom, between the customer and the company: "can you call me" against "can I call you". */
const serves = 'help|tell|show|let|give|explain|please';
const toCustomer = new RegExp(`\\byou (?!(?:${serves})\\b)(\\p{L}+) (?:me|us)\\b`, 'u');
const toCompany = new RegExp(`\\b(?:i|we) (?!(?:${serves})\\b)(\\p{L}+) you\\b`, 'u');

/**
 * The same words the other way round: from A to B against from B to A, "can a guest charge a host" against "can a host
 * charge a guest". Looks at who acts, then at questions made of the very same words, then at relations.
 */
export function guardDirection(question: string, candidate: string): GuardVerdict {
  const left = rolesOf(question);
  const right = rolesOf(candidate);
  if (exchanged(question, candidate) || exchanged(candidate, question)) {
    return failed('direction', 'customer and company have changed places');
  }
  if (sameWords(left, right) && left.join(' ') !== right.join(' ')) {
    return failed('direction', `${left.join(' ')} against ${right.join(' ')}`);
  }
  if (swapped(left, right))
    return failed('direction', 'two words have changed places around a third');
  return turnedRelation(question, candidate) ?? passed;
}

/** "What do you pay for it" against "what do I pay for it": the same is done, by the other side. */
const companyActs = new RegExp(
  `\\b(?:do|does|did|can|will|would|must|should) you (?!(?:${serves})\\b)(\\p{L}+)`,
  'u',
);
const customerActs = new RegExp(
  `\\b(?:do|does|did|can|will|would|must|should) (?:i|we) (?!(?:${serves})\\b)(\\p{L}+)`,
  'u',
);

function exchanged(question: string, candidate: string): boolean {
  const one = companyActs.exec(question.toLowerCase())?.[1];
  const other = customerActs.exec(candidate.toLowerCase())?.[1];
  if (
    one !== undefined &&
    other !== undefined &&
    !bothMay.has(one) &&
    stemOf(one) === stemOf(other)
  )
    return true;
  const mine = toCustomer.exec(question.toLowerCase())?.[1];
  const theirs = toCompany.exec(candidate.toLowerCase())?.[1];
  return mine !== undefined && theirs !== undefined && stemOf(mine) === stemOf(theirs);
}

/** Stems of everything that can play a part, in reading order; "status of the order" reads as "order status". */
function rolesOf(text: string): string[] {
  const words = wordsOf(
    text.toLowerCase().replaceAll(/(\p{L}+) of (?:the |my |your |an? )?(\p{L}+)/gu, '$2 $1'),
  );
  return words.filter((word) => !fillers.has(word)).map(stemOf);
}

function sameWords(left: string[], right: string[]): boolean {
  return left.length >= 2 && [...left].sort().join(' ') === [...right].sort().join(' ');
}

/** x v y against y v x, for words that each question has once, in questions that share nearly all words. */
function swapped(left: string[], right: string[]): boolean {
  const once = (words: string[], word: string) => words.indexOf(word) === words.lastIndexOf(word);
  const shared = left.filter(
    (word) => right.includes(word) && once(left, word) && once(right, word),
  );
  if (left.length + right.length - 2 * shared.length > strayWords) return false;
  const places = shared.map((word) => right.indexOf(word));
  return places.some((first, x) =>
    places.some(
      (middle, v) => v > x && middle < first && places.slice(v + 1).some((last) => last < middle),
    ),
  );
}

function turnedRelation(question: string, candidate: string): GuardVerdict | undefined {
  for (const pattern of relations) {
    const mine = sidesOf(question, pattern);
    if (mine === undefined) continue;
    for (const other of relations) {
      const theirs = sidesOf(candidate, other);
      if (theirs === undefined) continue;
      const crossed = meet(mine.first, theirs.second) || meet(mine.second, theirs.first);
      const straight = meet(mine.first, theirs.first) || meet(mine.second, theirs.second);
      if (crossed && !straight) return failed('direction', 'a relation runs the other way');
    }
  }
  return undefined;
}

function sidesOf(
  text: string,
  pattern: RegExp,
): { first: Set<string>; second: Set<string> } | undefined {
  const match = pattern.exec(wordsOf(text).join(' '));
  if (match?.groups === undefined) return undefined;
  const { first = '', second = '' } = match.groups;
  const named = (part: string) => new Set(rolesOf(part));
  return { first: named(first), second: named(second) };
}

function meet(left: Set<string>, right: Set<string>): boolean {
  return [...left].some((word) => right.has(word));
}
