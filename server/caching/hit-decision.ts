import type { TaskClass } from '../../shared/receipt.ts';
import type { HitNeighbour, HitVerifier } from '../ports/hit-verifier.ts';
import {
  decideHit,
  type HitDecision,
  makeCosineVerifier,
  plainThreshold,
} from './decision/decide-hit.ts';
import type { Guard } from './decision/guards/guard.ts';
import { extractNames } from './decision/guards/name-vocabulary.ts';
import { makeGuards } from './decision/guards.ts';

/** A new question on its way to a shared answer. */
export interface AskedQuestion {
  /** Standing on its own, screened. */
  text: string;
  taskClass: TaskClass;
  /** Best first; entries and, in a young cache, headings of the knowledge base. */
  neighbours: readonly HitNeighbour[];
  /** Ids of the passages that the question itself retrieves, best first; absent where that is not known. */
  retrievedLineage?: readonly string[];
}

/** Decides whether one of the neighbours may answer the question. What it throws is taken for a miss. */
export type DecideHit = (asked: AskedQuestion) => Promise<HitDecision>;

/** What the calibration of a verifier says about a class of questions, and learns from each decision. */
export interface HitCalibration {
  /** Serve at this score or above; above 1 means never. */
  thresholdFor(taskClass: TaskClass): number;
  noteLookup(taskClass: TaskClass, score: number): void;
}

/** Whether a class may still be served by the plain cosine where the verifier is not sure enough. */
export type TrustsPlainCosine = (taskClass: TaskClass) => boolean;

/** Guards, then a fixed cosine: the choice without a verifier. */
export function thresholdDecision(options: { guard?: Guard; threshold?: number } = {}): DecideHit {
  const { guard = makeGuards(extractNames([])), threshold = plainThreshold } = options;
  const verifier = makeCosineVerifier();
  const policy = { guard, verifier, threshold, exploration: 0, random: () => 1 };
  return (asked) => decideHit(asked, policy);
}

export interface CalibratedDecisionParts {
  guard: Guard;
  verifier: HitVerifier;
  calibration: HitCalibration;
  trustsPlainCosine: TrustsPlainCosine;
  /** Share of would-be hits answered afresh in the customer's sight; hits are sampled off the path besides. */
  exploration: number;
  random(): number;
}

/**
 * Guards, then the verifier, then the threshold that the calibration of the question's class chose. A cosine of common
 * practice serves besides until it has proved wrong too often here: to show that a score is good takes many more
 * observations than most classes have in their first weeks.
 */
export function calibratedDecision(parts: CalibratedDecisionParts): DecideHit {
  const { guard, verifier, calibration, trustsPlainCosine, exploration, random } = parts;
  return async (asked) => {
    const twin = trustsPlainCosine(asked.taskClass) ? nearTwin(asked, guard) : undefined;
    if (twin !== undefined) {
      // The verifier need not agree, but what it thinks of twins teaches its calibration, where it costs nothing.
      const score = verifier.scoreAtOnce(asked.text, twin, asked);
      if (score !== null) calibration.noteLookup(asked.taskClass, score);
      return { kind: 'hit', candidate: twin, score };
    }
    const threshold = calibration.thresholdFor(asked.taskClass);
    const policy = { guard, verifier, threshold, exploration, random };
    const decision = await decideHit(asked, policy);
    if (decision.kind === 'none' || decision.kind === 'refused') return decision;
    if (decision.score !== null) calibration.noteLookup(asked.taskClass, decision.score);
    return decision;
  };
}

/**
 * The nearest neighbour, where it is an entry that the plain rule would serve. Not where another answer is as near, nor where the
 * question itself finds other passages than those that the answer rests on.
 */
function nearTwin(
  { text, neighbours, retrievedLineage }: AskedQuestion,
  guard: Guard,
): HitNeighbour | undefined {
  const [nearest] = neighbours;
  if (nearest?.kind !== 'entry' || nearest.cosine < plainThreshold) return undefined;
  const rival = neighbours.find(
    ({ kind, cosine, answerKey }) =>
      kind === 'entry' && cosine >= plainThreshold && answerKey !== nearest.answerKey,
  );
  if (rival !== undefined) return undefined;
  const found = retrievedLineage ?? [];
  const isElsewhere = found.length > 0 && !nearest.lineage.some((id) => found.includes(id));
  return !isElsewhere && guard(text, nearest.text).passed ? nearest : undefined;
}
