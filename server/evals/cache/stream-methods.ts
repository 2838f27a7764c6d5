import { chooseCandidate } from '../../caching/decision/candidate.ts';
import type { Guard } from '../../caching/decision/guards/guard.ts';
import { passed } from '../../caching/decision/guards/guard.ts';
import type { NameVocabulary } from '../../caching/decision/guards/names.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { logisticScore, type VerifierWeights } from '../../caching/decision/verifier.ts';
import { type Lookup, type QuestionStream, replay } from '../../caching/training/replay.ts';
import type { HitNeighbour } from '../../ports/hit-verifier.ts';
import type { Scored } from './hindsight.ts';

/** A set without a knowledge base has no vocabulary; names written as such are still seen. */
const noNames: NameVocabulary = { names: new Set(), general: new Set() };
const noGuard: Guard = () => passed;

/** How a method picks a cached answer for a lookup and scores it; undefined where it has none. */
export type StreamMethod = (
  lookup: Lookup,
) => { candidate: HitNeighbour; score: number } | undefined;

/** The nearest entry by cosine. */
export const plainMethod: StreamMethod = ({ neighbours: [nearest] }) =>
  nearest && { candidate: nearest, score: nearest.cosine };

/** The nearest entry by cosine that the guards let pass. */
export function guardedMethod(): StreamMethod {
  const guard = makeGuards(noNames);
  return ({ question, neighbours }) => {
    const candidate = neighbours.find(({ text }) => guard(question.text, text).passed);
    return candidate && { candidate, score: candidate.cosine };
  };
}

/** The product's choice of candidate and its verifier, with or without its guards. */
export function verifierMethod(weights: VerifierWeights, guarded: boolean): StreamMethod {
  const guard = guarded ? makeGuards(noNames) : noGuard;
  return ({ question, neighbours }) => {
    const choice = chooseCandidate(question.text, neighbours, guard);
    if (choice.kind !== 'candidate') return undefined;
    const { candidate } = choice;
    return { candidate, score: logisticScore(weights, question.text, candidate, { neighbours }) };
  };
}

/** Scores every question of a stream while every question is stored, so that one replay serves all thresholds. */
export function scoreStream(stream: QuestionStream, method: StreamMethod): Scored[] {
  const scored: Scored[] = [];
  replay(stream, (lookup) => {
    const found = method(lookup);
    if (found !== undefined) scored.push(scoredOf(lookup, found));
    return 'store';
  });
  return scored;
}

/** Replays with one threshold as a running cache does: what is served is not stored. */
export function serveStream(
  stream: QuestionStream,
  method: StreamMethod,
  threshold: number,
): Scored[] {
  const served: Scored[] = [];
  replay(stream, (lookup) => {
    const found = method(lookup);
    if (found === undefined || found.score < threshold) return 'store';
    served.push(scoredOf(lookup, found));
    return 'leave';
  });
  return served;
}

function scoredOf({ question }: Lookup, found: { candidate: HitNeighbour; score: number }): Scored {
  return { score: found.score, right: found.candidate.answerKey === question.label };
}
