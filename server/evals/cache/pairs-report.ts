import { neverServe } from '../../caching/decision/calibration.ts';
import { decideHit, type HitDecision, type HitPolicy } from '../../caching/decision/decide-hit.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import type { PairFile, QuestionPair } from './pair-file.ts';
import { seenArticles } from './seen-articles.ts';
import { entryOf, type KnownQuestion, type YoungCache } from './young-cache.ts';

export interface JudgedPair {
  pair: QuestionPair;
  /** Of the articles that the first questions are about. */
  half: 'seen' | 'held-out';
  cosine: number;
  decision: HitDecision;
  /** The verifier's score whatever the guards say, and 0 where they refuse. */
  verifierScore: number;
  guardedScore: number;
}

/** The policy that pairs are judged by: guards and verifier; what a threshold makes of it is told afterwards. */
export function pairPolicy(cache: YoungCache, verifier: HitVerifier): HitPolicy {
  return {
    guard: makeGuards(cache.vocabulary),
    verifier,
    threshold: neverServe,
    exploration: 0,
    random: () => 0,
  };
}

/** Scores that pairs and ordinary questions are judged at. */
export const judgedThresholds = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98];
/** Share of the traps that may be served. */
const trapBound = 0.01;

/**
 * The lowest score at which at most 1% of the traps about the articles that may be looked at are served: the other half tells what
 * it is worth. An installation serves nothing by the verifier before it has observed enough, and then at the score that its own
 * observations bear out, so on its first day it serves neither traps nor paraphrases, whatever is told here.
 */
export function thresholdFor(judged: readonly JudgedPair[]): number {
  const seen = judged.filter(({ half }) => half === 'seen');
  const traps = seen.filter(({ pair }) => !pair.same).length;
  return (
    judgedThresholds.find((score) => pairsServedAt(seen, score).traps <= traps * trapBound) ??
    neverServe
  );
}

/** The same pairs as another threshold would serve them. */
export function judgedAt(judged: readonly JudgedPair[], threshold: number): JudgedPair[] {
  return judged.map((one) => {
    const { decision } = one;
    if (decision.kind !== 'hit' && decision.kind !== 'doubtful') return one;
    const kind = (decision.score ?? 0) >= threshold ? ('hit' as const) : ('doubtful' as const);
    return { ...one, decision: { ...decision, score: decision.score ?? 0, kind } };
  });
}

/** Every question of the pairs as the cache would know it. */
export async function knowQuestions(
  pairs: readonly QuestionPair[],
  cache: YoungCache,
): Promise<Map<string, KnownQuestion>> {
  const known = new Map<string, KnownQuestion>();
  for (const text of new Set(pairs.flatMap(({ cached, asked }) => [cached, asked]))) {
    known.set(text, await cache.know(text));
  }
  return known;
}

/** Caches the first question of every pair by itself and asks the second: a cache of one entry. */
export async function judgePairs(
  pairs: readonly QuestionPair[],
  known: ReadonlyMap<string, KnownQuestion>,
  cache: YoungCache,
  policy: HitPolicy,
): Promise<JudgedPair[]> {
  const judged: JudgedPair[] = [];
  for (const pair of pairs) {
    const [first, second] = [known.get(pair.cached), known.get(pair.asked)];
    if (first === undefined || second === undefined) continue;
    const context = cache.lookUp(second, [first]);
    const found = context.neighbours.find(({ kind }) => kind === 'entry');
    const candidate = found ?? entryOf(first, second.vector);
    const decision = await decideHit({ text: pair.asked, ...context }, policy);
    const verifierScore = await policy.verifier.score(pair.asked, candidate, context);
    const guardedScore = policy.guard(pair.asked, pair.cached).passed ? verifierScore : 0;
    const half = seenArticles.has(first.article) ? 'seen' : 'held-out';
    judged.push({ pair, half, cosine: candidate.cosine, decision, verifierScore, guardedScore });
  }
  return judged;
}

export interface PairFigures {
  trapsServed: { share: number; of: number };
  paraphrasesServed: { share: number; of: number };
  /** Average precision of "same" ranked by cosine, by the verifier, and by the verifier after the guards. */
  averagePrecision: { embedder: number; verifier: number; guardsAndVerifier: number };
}

export function pairFigures(judged: readonly JudgedPair[]): PairFigures {
  const ranked = (score: (one: JudgedPair) => number) =>
    averagePrecision(judged.map((one) => ({ score: score(one), same: one.pair.same })));
  return {
    trapsServed: servedOf(judged.filter(({ pair }) => !pair.same)),
    paraphrasesServed: servedOf(judged.filter(({ pair }) => pair.same)),
    averagePrecision: {
      embedder: ranked(({ cosine }) => cosine),
      verifier: ranked(({ verifierScore }) => verifierScore),
      guardsAndVerifier: ranked(({ guardedScore }) => guardedScore),
    },
  };
}

/** How many of the pairs another threshold would serve. */
export function pairsServedAt(
  judged: readonly JudgedPair[],
  threshold: number,
): { traps: number; paraphrases: number } {
  const served = judged.filter(
    ({ decision }) =>
      (decision.kind === 'hit' || decision.kind === 'doubtful') &&
      (decision.score ?? 0) >= threshold,
  );
  const paraphrases = served.filter(({ pair }) => pair.same).length;
  return { traps: served.length - paraphrases, paraphrases };
}

/** What falls short of the promises for a trap list; published pairs promise nothing, their labels are too noisy. */
export function pairShortfalls({ format }: PairFile, figures: PairFigures): string[] {
  if (format === 'published') return [];
  const { trapsServed, paraphrasesServed } = figures;
  return [
    ...(trapsServed.share > trapBound
      ? [`${(trapsServed.share * 100).toFixed(1)}% of the traps are served, promised is at most 1%`]
      : []),
    ...(paraphrasesServed.share < 0.6
      ? [
          `${paraphrasesServed.share.toFixed(2)} of the paraphrases are served, promised is at least 0.6`,
        ]
      : []),
  ];
}

/** Rows for the console: by kind, what became of the pairs. */
export function pairsTable(judged: readonly JudgedPair[]): Record<string, string | number>[] {
  return [...Map.groupBy(judged, ({ pair }) => pair.kind)].map(([kind, own]) => {
    const ended = (end: HitDecision['kind']) =>
      own.filter(({ decision }) => decision.kind === end).length;
    const refusedBy = Map.groupBy(own, ({ decision }) =>
      decision.kind === 'refused' ? decision.guard : '',
    );
    refusedBy.delete('');
    return {
      kind,
      same: own[0]?.pair.same ? 'yes' : 'no',
      pairs: own.length,
      served: ended('hit'),
      refused: ended('refused'),
      'below the threshold': ended('doubtful'),
      outvoted: ended('none'),
      guards: [...refusedBy].map(([guard, by]) => `${guard} ${by.length}`).join(', '),
    };
  });
}

function servedOf(judged: readonly JudgedPair[]): { share: number; of: number } {
  const served = judged.filter(({ decision }) => decision.kind === 'hit').length;
  return { share: served / Math.max(1, judged.length), of: judged.length };
}

/** Mean of the precision at every pair that is the same, ranked by score; ties count by their order in the file. */
export function averagePrecision(scored: readonly { score: number; same: boolean }[]): number {
  let same = 0;
  let total = 0;
  [...scored]
    .sort((one, other) => other.score - one.score)
    .forEach((one, rank) => {
      if (!one.same) return;
      same += 1;
      total += same / (rank + 1);
    });
  return total / Math.max(1, same);
}
