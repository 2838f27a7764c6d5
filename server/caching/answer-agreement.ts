import type { Citation } from '../../shared/receipt.ts';
import { type CriticalValue, criticalValues } from '../quality/critical-values.ts';
import { normaliseQuestion } from './normalise-question.ts';

export interface ComparableAnswer {
  text: string;
  citations: Citation[];
}

/** What answering again came to. */
export type FreshAnswer = ComparableAnswer | 'does-not-know';

/** Tells whether two answers say the same; a judge model can take the place of the rule below. */
export type AnswerComparison = (cached: ComparableAnswer, fresh: ComparableAnswer) => boolean;

/** Share of words in common from which two answers say the same, whatever they cite. */
const sameWords = 0.6;
/** The same for answers that cite different passages of one document. */
const alikeWords = 0.4;

/**
 * Two answers agree when they rest on the same source and state the same values: equal text; or the first passage that each cites
 * is cited by the other, and the values of one (prices, dates, durations...) are all among the other's. One document says many
 * things: answers from different passages of it must share values or words besides. Answers without sources agree when most of
 * their words do. An answer with values and one without any do not agree.
 */
export function answersAgree(cached: ComparableAnswer, fresh: ComparableAnswer): boolean {
  if (normaliseQuestion(cached.text) === normaliseQuestion(fresh.text)) return true;
  const left = valuesOf(cached.text);
  const right = valuesOf(fresh.text);
  const inCommon = overlap(wordsOf(cached.text), wordsOf(fresh.text));
  if ((left.size === 0) !== (right.size === 0)) return inCommon >= sameWords;
  if (!isSubset(left, right) && !isSubset(right, left)) return false;
  if (cached.citations.length === 0 && fresh.citations.length === 0) return inCommon >= sameWords;
  if (restOnSame('passageId', cached, fresh)) return true;
  return restOnSame('documentId', cached, fresh) && (left.size > 0 || inCommon >= alikeWords);
}

/** Whether the first source of each is among the other's. */
function restOnSame(
  source: 'passageId' | 'documentId',
  one: ComparableAnswer,
  other: ComparableAnswer,
): boolean {
  const citesFirstOf = (left: ComparableAnswer, [first]: Citation[]) =>
    first !== undefined && left.citations.some((citation) => citation[source] === first[source]);
  return citesFirstOf(one, other.citations) && citesFirstOf(other, one.citations);
}

function valuesOf(text: string): Set<string> {
  return new Set(criticalValues(text).map(nameOf));
}

function nameOf(value: CriticalValue): string {
  return value.kind === 'amount'
    ? `${value.amount} ${value.unit ?? ''}`
    : `${value.kind} ${value.normal}`;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function isSubset(left: Set<string>, right: Set<string>): boolean {
  return [...left].every((item) => right.has(item));
}

/** Size of the intersection over the size of the union; 0 for two empty sets. */
function overlap(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((item) => right.has(item)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}
