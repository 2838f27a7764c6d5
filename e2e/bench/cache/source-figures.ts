import type { JudgedTurn, Tier } from './judge.ts';
import type { PlainFigures } from './plain-thresholds.ts';
import type { Played } from './play.ts';

/** What one source of questions came to. */
export interface SourceFigures {
  name: string;
  /** All turns; the other counts, down to the wrong hits, are of questions without own data. */
  turns: number;
  questions: number;
  hits: Record<Exclude<Tier, 'none'>, number>;
  /** Questions whose semantic lookup was given up because a store took too long. */
  semanticSkipped: number;
  wrong: { exact: number; semantic: number };
  /** Of the answers whose fact is known: those that hold it, by what served them. */
  factsHeld: Record<Tier, { held: number; of: number }>;
  ownDataTurns: number;
  /** Of these, how many were answered from the shared caches. */
  ownDataFromCache: number;
  leaks: string[];
  stale: string[];
  edits: Played['edits'];
  /** Questions about edited articles that were asked after the edit, and how many of them a cache answered. */
  afterEdit: { questions: number; fromCache: number };
  internalTwins: number;
  plain: PlainFigures[];
  wrongHits: string[];
}

const tiers: readonly Tier[] = ['exact', 'semantic', 'fragment', 'none'];

export function sourceFigures(
  name: string,
  turns: JudgedTurn[],
  { edits, internalTwins }: Played,
  plain: PlainFigures[],
): SourceFigures {
  const questions = turns.filter(({ turn, visit }) => !turn.ownData && visit.person === null);
  const ownData = turns.filter(({ turn }) => turn.ownData);
  const count = (tier: Tier): number => questions.filter((turn) => turn.tier === tier).length;
  const wrong = questions.filter(({ wrongHit }) => wrongHit);
  const afterEdit = turns.filter(
    ({ turn: { topic }, edited }) => topic?.gold.some((id) => edited.has(id)) === true,
  );
  const fromCache = (all: JudgedTurn[]): number =>
    all.filter(({ tier }) => tier === 'exact' || tier === 'semantic').length;
  return {
    name,
    turns: turns.length,
    questions: questions.length,
    hits: { exact: count('exact'), semantic: count('semantic'), fragment: count('fragment') },
    semanticSkipped: questions.filter(({ answer: { receipt } }) => {
      return receipt?.cache.exact === 'miss' && receipt.cache.semantic === 'skipped';
    }).length,
    wrong: {
      exact: wrong.filter(({ tier }) => tier === 'exact').length,
      semantic: wrong.filter(({ tier }) => tier === 'semantic').length,
    },
    factsHeld: Object.fromEntries(tiers.map((tier) => [tier, heldBy(tier, questions)])) as Record<
      Tier,
      { held: number; of: number }
    >,
    ownDataTurns: ownData.length,
    ownDataFromCache: fromCache(ownData),
    leaks: turns.flatMap(({ leak, turn }) => (leak === null ? [] : [`${leak}: ${turn.text}`])),
    stale: turns.flatMap(({ stale, turn }) => (stale ? [turn.text] : [])),
    edits,
    afterEdit: { questions: afterEdit.length, fromCache: fromCache(afterEdit) },
    internalTwins,
    plain,
    wrongHits: wrong.map(({ turn, tier, answer }) => `${tier}: ${turn.text} -> ${answer.text}`),
  };
}

function heldBy(tier: Tier, turns: JudgedTurn[]): { held: number; of: number } {
  const known = turns.filter((turn) => turn.tier === tier && turn.holdsFact !== null);
  return { held: known.filter(({ holdsFact }) => holdsFact).length, of: known.length };
}
