import { holdsFacts } from '../../../server/evals/measures.ts';
import type { ServedBy } from '../../../shared/receipt.ts';
import { changeFigures } from './edits.ts';
import { internalMark } from './internal-twins.ts';
import { holdsDataOfOthers } from './persons.ts';
import type { PlayedTurn } from './play.ts';

export type Tier = 'exact' | 'semantic' | 'fragment' | 'none';

/** A turn with what is to be said of its answer. */
export interface JudgedTurn extends PlayedTurn {
  /** What spared a model or a search. */
  tier: Tier;
  /** Null where no fact is known that would tell. */
  holdsFact: boolean | null;
  /** It repeats an answer to another question whose fact it does not share. */
  wrongHit: boolean;
  /** It holds, or repeats, what was meant for somebody else. */
  leak: string | null;
  /** It rests on what had been edited before it was asked for. */
  stale: boolean;
}

const shared: ReadonlySet<ServedBy> = new Set(['exact', 'semantic']);

export function judge(turns: PlayedTurn[]): JudgedTurn[] {
  const byMessage = new Map(turns.map((turn) => [turn.answer.id, turn]));
  return turns.map((played) => {
    const { receipt } = played.answer;
    const answeredBy = receipt?.cache.answeredBy;
    const origin = (answeredBy !== undefined && byMessage.get(answeredBy)) || null;
    return {
      ...played,
      tier: tierOf(played),
      holdsFact: holdsFact(played),
      wrongHit: isWrongHit(played, origin),
      leak: leakOf(played, origin),
      stale: isStale(played),
    };
  });
}

function tierOf({ answer: { receipt } }: PlayedTurn): Tier {
  if (receipt === null) return 'none';
  if (receipt.servedBy === 'exact' || receipt.servedBy === 'semantic') return receipt.servedBy;
  return receipt.cache.fragment === 'hit' ? 'fragment' : 'none';
}

/** The fact as it was or as it is since an edit; which of the two may be told is the business of `isStale`. */
function holdsFact({ turn: { topic }, answer: { text } }: PlayedTurn): boolean | null {
  if (topic === null || topic.facts.length === 0) return null;
  return holdsFacts(text, topic.facts) || holdsFacts(text, topic.facts.map(changeFigures));
}

function isWrongHit(played: PlayedTurn, origin: PlayedTurn | null): boolean {
  const { receipt } = played.answer;
  if (receipt === null || !shared.has(receipt.servedBy) || origin === null) return false;
  const { topic, text } = played.turn;
  const isSame = topic === null ? origin.turn.text === text : origin.turn.topic?.id === topic.id;
  return !isSame && holdsFact(played) !== true;
}

function leakOf(played: PlayedTurn, origin: PlayedTurn | null): string | null {
  const { visit, answer } = played;
  const given = [answer.text, JSON.stringify(answer.receipt?.citations ?? [])].join('\n');
  if (holdsDataOfOthers(given, visit.person)) return "another customer's data";
  if (given.includes(internalMark)) return 'an internal answer';
  if (answer.receipt?.citations.some(({ documentId }) => documentId.startsWith('internal-'))) {
    return 'an internal article';
  }
  if (origin === null) return null;
  if (origin.visit.site !== visit.site) return "another site's answer";
  const isOthers = origin.turn.ownData && origin.visit.person !== visit.person;
  return isOthers ? "an answer to another customer's own data" : null;
}

function isStale({ turn: { topic }, answer: { text, receipt }, edited }: PlayedTurn): boolean {
  const citations = receipt?.citations ?? [];
  const citesOld = citations.some(
    ({ documentId, documentVersion }) => documentVersion < (edited.get(documentId) ?? 0),
  );
  if (citesOld || topic === null) return citesOld;
  // Another article may well hold the old figure of an edited one.
  const restsOnEdited =
    citations.length > 0 && citations.every(({ documentId }) => edited.has(documentId));
  const changed = topic.facts.map(changeFigures);
  return (
    restsOnEdited &&
    topic.facts.some((fact, at) => fact !== changed[at]) &&
    holdsFacts(text, topic.facts) &&
    !holdsFacts(text, changed)
  );
}
