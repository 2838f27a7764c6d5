import type { QuotableUnit } from './quotable-units.ts';
import type { ScoredUnit } from './unit-score.ts';

/** Most units quoted, and how good each must be in relation to the best: readings lie further apart than words and meaning. */
const maxQuotes = 4;
const goodEnough = { read: 0.6, unread: 0.8 };

const maxListItems = 8;

const leansOnTheOneBefore =
  /^(?:it|its|this|that|these|those|they|he|she|such|however|otherwise|also|in (?:that|this) case|then|there|das|dies|diese[rs]?|sie|es|dann|cela|ces?|elles?|ils?|eso|esto|ellos|questo|questa|essi)\b/i;

/**
 * Picks the best unit and those nearly as good, and puts them in the order of their passages. A sentence that begins by pointing
 * back takes the one before it along.
 */
export function pickQuotes(scored: ScoredUnit[], all: QuotableUnit[]): QuotableUnit[] {
  const best = scored[0];
  if (best === undefined) return [];
  const picked: QuotableUnit[] = [];
  const least = best.score * (best.features.reading > 0 ? goodEnough.read : goodEnough.unread);
  for (const { unit, score } of scored) {
    if (picked.length >= maxQuotes || score < least) break;
    for (const quoted of withItsList(unit, all)) {
      if (!picked.some((other) => sameText(other, quoted))) picked.push(quoted);
    }
  }
  const before = picked.flatMap((unit) => {
    if (unit.kind !== 'sentence' || !leansOnTheOneBefore.test(unit.text)) return [];
    const previous = all.find(
      (other) =>
        other.number === unit.number &&
        other.position === unit.position - 1 &&
        other.kind === 'sentence',
    );
    return previous === undefined || picked.includes(previous) ? [] : [previous];
  });
  // The best passage speaks first.
  const first = best.unit.number;
  return [...picked, ...before].sort(
    (left, right) =>
      Number(right.number === first) - Number(left.number === first) ||
      left.number - right.number ||
      left.position - right.position,
  );
}

/** A sentence that only leads to a list stands for the list. */
function withItsList(unit: QuotableUnit, all: QuotableUnit[]): QuotableUnit[] {
  if (!unit.text.endsWith(':')) return [unit];
  const items = all.filter((other) => other.number === unit.number && other.lead === unit.text);
  return items.length === 0 ? [unit] : items.slice(0, maxListItems);
}

function sameText(left: QuotableUnit, right: QuotableUnit): boolean {
  const [one, other] = [left.text.toLowerCase(), right.text.toLowerCase()];
  return one.includes(other) || other.includes(one);
}

/** Joins the quotes to a text; each carries the number of its passage before its last stop, where a checker looks for it. */
export function writeQuotes(quotes: QuotableUnit[]): string {
  let text = '';
  let lead = '';
  for (const unit of quotes) {
    const listed = unit.kind !== 'sentence';
    if (unit.lead !== '' && unit.lead !== lead) text += `${gap(text, '\n\n')}${unit.lead}`;
    lead = unit.lead;
    const separator = listed && quotes.length > 1 ? '\n' : ' ';
    const marker = listed && quotes.length > 1 ? '- ' : '';
    text += `${gap(text, separator)}${marker}${cited(unit)}`;
  }
  return text;
}

function gap(text: string, separator: string): string {
  return text === '' ? '' : separator;
}

function cited({ text, number }: QuotableUnit): string {
  const match = /^(.*?)([.!?…]?)$/s.exec(text);
  return `${match?.[1] ?? text} [${number}]${match?.[2] || '.'}`;
}
