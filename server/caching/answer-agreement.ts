import type { Citation } from '../../shared/receipt.ts';
import { type CriticalValue, criticalValues } from '../quality/critical-values.ts';
import { normaliseQuestion } from './normalise-question.ts';

export interface ComparableAnswer {
  text: string;
  citations: Citation[];
}

/** Tells whether two answers say the same; a judge model can take the place of the rule below. */
export type AnswerComparison = (cached: ComparableAnswer, fresh: ComparableAnswer) => boolean;

/** Share of words in common from which two answers without sources count as the same. */
const sameWords = 0.6;

/**
 * Two answers agree when they rest on the same source and state no different values: equal text; or the first cited
 * document of each is cited by the other, and the values of one (prices, dates, durations...) are all among the other's.
 * Answers without sources agree when most of their words do.
 */
export function answersAgree(cached: ComparableAnswer, fresh: ComparableAnswer): boolean {
  if (normaliseQuestion(cached.text) === normaliseQuestion(fresh.text)) return true;
  const left = valuesOf(cached.text);
  const right = valuesOf(fresh.text);
  if (!isSubset(left, right) && !isSubset(right, left)) return false;
  if (cached.citations.length === 0 && fresh.citations.length === 0) {
    return overlap(wordsOf(cached.text), wordsOf(fresh.text)) >= sameWords;
  }
  return citesFirstOf(cached, fresh) && citesFirstOf(fresh, cached);
}

function citesFirstOf(one: ComparableAnswer, other: ComparableAnswer): boolean {
  const first = other.citations[0];
  return first !== undefined && one.citations.some((c) => c.documentId === first.documentId);
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
