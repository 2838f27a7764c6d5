import type { HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import { type CandidateChoice, chooseCandidates } from './candidate.ts';
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
  /** Without a score the verifier was not asked. */
  | { kind: 'hit'; candidate: HitNeighbour; score: number | null }
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
  const best = await bestCandidate(question, policy);
  if (best.kind === 'none') return best;
  if (best.kind === 'refused') {
    return { kind: 'refused', guard: best.verdict.guard, detail: best.verdict.detail };
  }
  const { candidate, score } = best;
  if (score < policy.threshold) return { kind: 'doubtful', candidate, score };
  const explore = policy.exploration > 0 && policy.random() < policy.exploration;
  return { kind: explore ? 'explore' : 'hit', candidate, score };
}

/** The cached answer that the verifier thinks most of, among those that the guards let pass. */
export async function bestCandidate(
  question: HitQuestion,
  { guard, verifier }: Pick<HitPolicy, 'guard' | 'verifier'>,
): Promise<
  | { kind: 'scored'; candidate: HitNeighbour; score: number }
  | Exclude<CandidateChoice, { kind: 'candidates' }>
> {
  const { text, neighbours } = question;
  const choice = chooseCandidates(text, neighbours, guard, verifier.candidates);
  if (choice.kind !== 'candidates') return choice;
  const scored = await Promise.all(
    choice.candidates.map(async (candidate) => ({
      kind: 'scored' as const,
      candidate,
      score: await verifier.score(text, candidate, question),
    })),
  );
  return scored.reduce((best, other) => (other.score > best.score ? other : best));
}

/** The verifier of a system without one: the cosine itself, to be used with `plainThreshold` and never calibrated. */
export function makeCosineVerifier(): HitVerifier {
  return {
    verifierId: 'cosine',
    score: async (_question, candidate) => Math.max(0, candidate.cosine),
    scoreAtOnce: (_question, candidate) => Math.max(0, candidate.cosine),
  };
}
