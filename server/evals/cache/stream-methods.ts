import { bestCandidate } from '../../caching/decision/decide-hit.ts';
import type { Guard } from '../../caching/decision/guards/guard.ts';
import { passed } from '../../caching/decision/guards/guard.ts';
import type { NameVocabulary } from '../../caching/decision/guards/names.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { type Lookup, type QuestionStream, replay } from '../../caching/training/replay.ts';
import type { HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import type { Scored } from './hindsight.ts';

/** A set without a knowledge base has no vocabulary; names written as such are still seen. */
const noNames: NameVocabulary = { names: new Set(), general: new Set() };
const noGuard: Guard = () => passed;

/** The product's guards as they are without a knowledge base, or none. */
export function guardOf(guarded: boolean): Guard {
  return guarded ? makeGuards(noNames) : noGuard;
}

/** How a method picks a cached answer for a lookup and scores it; undefined where it has none. */
export type StreamMethod = (lookup: Lookup) => Found | undefined | Promise<Found | undefined>;

interface Found {
  candidate: HitNeighbour;
  score: number;
}

/** The nearest entry by cosine. */
export const plainMethod: StreamMethod = ({ neighbours: [nearest] }) =>
  nearest && { candidate: nearest, score: nearest.cosine };

/** The nearest entry by cosine that the guards let pass. */
export function guardedMethod(): StreamMethod {
  const guard = guardOf(true);
  return ({ question, neighbours }) => {
    const candidate = neighbours.find(({ text }) => guard(question.text, text).passed);
    return candidate && { candidate, score: candidate.cosine };
  };
}

/** The product's choice of candidate and its verifier, with or without its guards. */
export function verifierMethod(verifier: HitVerifier, guarded: boolean): StreamMethod {
  const guard = guardOf(guarded);
  return async ({ question: { text }, neighbours }) => {
    const best = await bestCandidate({ text, neighbours }, { guard, verifier });
    return best.kind === 'scored' ? best : undefined;
  };
}

/** Scores every question of a stream while every question is stored, so that one replay serves all thresholds. */
export async function scoreStream(stream: QuestionStream, method: StreamMethod): Promise<Scored[]> {
  const scored: Scored[] = [];
  await replay(stream, async (lookup): Promise<'store'> => {
    const found = await method(lookup);
    if (found !== undefined) scored.push(scoredOf(lookup, found));
    return 'store';
  });
  return scored;
}

/** Replays with one threshold as a running cache does: what is served is not stored. */
export async function serveStream(
  stream: QuestionStream,
  method: StreamMethod,
  threshold: number,
): Promise<Scored[]> {
  const served: Scored[] = [];
  await replay(stream, async (lookup) => {
    const found = await method(lookup);
    if (found === undefined || found.score < threshold) return 'store';
    served.push(scoredOf(lookup, found));
    return 'leave';
  });
  return served;
}

function scoredOf({ question }: Lookup, found: Found): Scored {
  return { score: found.score, right: found.candidate.answerKey === question.label };
}
