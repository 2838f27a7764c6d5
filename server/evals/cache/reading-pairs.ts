import { chooseCandidates } from '../../caching/decision/candidate.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { candidatesRead } from '../../caching/decision/reading-verifier.ts';
import { makeRandom, shuffled } from '../../caching/training/labelled-questions.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { HitContext, HitNeighbour } from '../../ports/hit-verifier.ts';
import { documentsOf, type HelpCentre } from '../reading/training-file.ts';
import { type KnownQuestion, makeYoungCache } from './young-cache.ts';

/** A question with a cached one that may have its answer, as a lookup meets both. */
export interface PairToJudge {
  question: string;
  candidate: HitNeighbour;
  context: HitContext;
  right: boolean;
}

/** Share of a centre's questions that are stored: the rest finds its answer cached or not. */
const storedShares = [0.1, 0.6];

/**
 * The questions of a help centre, asked in random order into a young and into a filling cache over its articles; a hit is right when
 * both questions are wordings of one need.
 */
export async function centrePairs(centre: HelpCentre, embedder: Embedder): Promise<PairToJudge[]> {
  const cache = await makeYoungCache(documentsOf(centre), embedder);
  const guard = makeGuards(cache.vocabulary);
  const needOf = new Map<string, object>();
  for (const need of centre.sections.flatMap(({ needs }) => needs)) {
    for (const ask of need.ask) needOf.set(ask, need);
  }
  const pairs: PairToJudge[] = [];
  for (const storedShare of storedShares) {
    const random = makeRandom(5);
    const stored: KnownQuestion[] = [];
    for (const text of shuffled([...needOf.keys()], random)) {
      const asked = await cache.know(text);
      const context = cache.lookUp(asked, stored);
      pairs.push(
        ...pairsOf(text, context, guard, (other) => needOf.get(other.text) === needOf.get(text)),
      );
      if (random() < storedShare) stored.push(asked);
    }
  }
  return pairs;
}

function pairsOf(
  question: string,
  context: HitContext,
  guard: Parameters<typeof chooseCandidates>[2],
  isRight: (candidate: HitNeighbour) => boolean,
): PairToJudge[] {
  const choice = chooseCandidates(question, context.neighbours, guard, candidatesRead);
  if (choice.kind !== 'candidates') return [];
  return choice.candidates.map((candidate) => {
    return { question, candidate, context, right: isRight(candidate) };
  });
}
