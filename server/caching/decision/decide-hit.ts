import type { HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import { chooseCandidate } from './candidate.ts';
import type { Guard, GuardName } from './guards/guard.ts';

/** With no verifier, the cosine alone decides, at the threshold of common practice. */
export const plainThreshold = 0.95;

export interface HitQuestion {
  text: string;
  /** The `neighbourCount` nearest above `cosineFloor`, best first; in a young cache with headings among them. */
  neighbours: readonly HitNeighbour[];
  retrievedLineage?: readonly string[];
}

/** How a lookup in the semantic cache ends. `score` is the verifier's, for the calibration to record. */
export type HitDecision =
  | { kind: 'hit'; candidate: HitNeighbour; score: number }
  /** Good enough to hit, but drawn to be answered afresh, so that the calibration sees what hits are worth. */
  | { kind: 'explore'; candidate: HitNeighbour; score: number }
  | { kind: 'doubtful'; candidate: HitNeighbour; score: number }
  | { kind: 'refused'; guard: GuardName; detail: string }
  | { kind: 'none' };

/** What a decision needs besides the question. */
export interface HitPolicy {
  guard: Guard;
  verifier: HitVerifier;
  /** Serve at this score or above: `chooseThreshold` for the question's class. */
  threshold: number;
  /** Share of would-be hits to answer afresh instead, 0..1. */
  exploration: number;
  /** 0..1, for the draw. */
  random: () => number;
}

/**
 * Decides whether a cached answer is served: guards, then the verifier, then the threshold that the calibration chose.
 * Throws what the verifier throws; a caller takes that for a miss.
 */
export async function decideHit(question: HitQuestion, policy: HitPolicy): Promise<HitDecision> {
  const choice = chooseCandidate(question.text, question.neighbours, policy.guard);
  if (choice.kind === 'none') return choice;
  if (choice.kind === 'refused') {
    return { kind: 'refused', guard: choice.verdict.guard, detail: choice.verdict.detail };
  }
  const { candidate } = choice;
  const score = await policy.verifier.score(question.text, candidate, question);
  if (score < policy.threshold) return { kind: 'doubtful', candidate, score };
  const explore = policy.exploration > 0 && policy.random() < policy.exploration;
  return { kind: explore ? 'explore' : 'hit', candidate, score };
}

/** The verifier of a system without one: the cosine itself, to be used with `plainThreshold` and never calibrated. */
export function makeCosineVerifier(): HitVerifier {
  return {
    verifierId: 'cosine',
    score: async (_question, candidate) => Math.max(0, candidate.cosine),
  };
}
