import type { HitNeighbour } from '../../ports/hit-verifier.ts';
import type { Guard, GuardVerdict } from './guards/guard.ts';

/** How many neighbours a decision looks at; the cache's search asks for as many. */
export const neighbourCount = 10;
/** Below this cosine two questions have nothing in common with the shipped embedder; the search leaves out what is under it. */
export const cosineFloor = 0.3;
/** How fast a neighbour's vote falls with its distance: by e for every 0.05 of cosine. */
const voteTemperature = 0.05;

/** So many entries stay in the list however many headings are nearer. */
const entriesKept = 3;

/** The neighbours that a decision looks at: entries and headings, nearest first. */
export function nearestOf(
  entries: readonly HitNeighbour[],
  headings: readonly HitNeighbour[],
): HitNeighbour[] {
  const byCosine = (one: HitNeighbour, other: HitNeighbour) => other.cosine - one.cosine;
  const nearest = [...entries, ...headings].sort(byCosine).slice(0, neighbourCount);
  const kept = [...entries].sort(byCosine).slice(0, entriesKept);
  return [...nearest, ...kept.filter((entry) => !nearest.includes(entry))];
}

/** Neighbours that stand for one answer, best first. */
export interface AnswerGroup {
  neighbours: HitNeighbour[];
  /** Its share of all votes, 0..1. */
  voteShare: number;
}

/**
 * Neighbours by the answer they stand for, the group with the most votes first. A heading stands with the entries whose
 * answers rest on its passage, and by itself where there are none.
 */
export function groupByAnswer(neighbours: readonly HitNeighbour[]): AnswerGroup[] {
  const groups = new Map<string, HitNeighbour[]>();
  const entries = neighbours.filter(({ kind }) => kind === 'entry');
  const nearest = neighbours[0]?.cosine ?? 0;
  for (const neighbour of neighbours) {
    const owner =
      neighbour.kind === 'entry'
        ? neighbour
        : entries.find(({ lineage }) => neighbour.lineage.some((id) => lineage.includes(id)));
    const key = owner?.answerKey ?? `heading ${neighbour.lineage.join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [neighbour]);
    else group.push(neighbour);
  }
  const voteOf = ({ cosine }: HitNeighbour) => Math.exp((cosine - nearest) / voteTemperature);
  const total = neighbours.reduce((sum, neighbour) => sum + voteOf(neighbour), 0);
  return [...groups.values()]
    .map((members) => ({
      neighbours: members,
      voteShare: members.reduce((sum, neighbour) => sum + voteOf(neighbour), 0) / total,
    }))
    .sort((one, other) => other.voteShare - one.voteShare);
}

export type CandidateChoice =
  /** Of different answers, most promising first; at least one. */
  | { kind: 'candidates'; candidates: HitNeighbour[] }
  | { kind: 'refused'; verdict: Extract<GuardVerdict, { passed: false }> }
  /** Nothing near, or what is nearest is a heading that no cached answer rests on. */
  | { kind: 'none' };

/**
 * The cached answers to consider: of the answers with the most votes, the nearest entry each whose question the guards let pass.
 * The first is not always the nearest of all: one odd entry does not outvote several that agree. By itself the vote
 * decides: where headings alone stand for the first answer there is no candidate. A verifier that asks for several candidates
 * judges without it and gets them from further down, too.
 */
export function chooseCandidates(
  question: string,
  neighbours: readonly HitNeighbour[],
  guard: Guard,
  limit?: number,
): CandidateChoice {
  const candidates: HitNeighbour[] = [];
  let refused: CandidateChoice = { kind: 'none' };
  const groups = groupByAnswer(neighbours);
  for (const group of limit === undefined ? groups.slice(0, 1) : groups) {
    if (candidates.length === (limit ?? 1)) break;
    for (const candidate of group.neighbours.filter(({ kind }) => kind === 'entry')) {
      const verdict = guard(question, candidate.text);
      if (verdict.passed) {
        candidates.push(candidate);
        break;
      }
      if (refused.kind === 'none') refused = { kind: 'refused', verdict };
    }
  }
  return candidates.length > 0 ? { kind: 'candidates', candidates } : refused;
}
