import { InProcessCalibrationStore } from '../../adapters/in-process/calibration-store.ts';
import { CalibrationKeeper } from '../../caching/calibration-keeper.ts';
import type { Threshold } from '../../caching/decision/calibration.ts';
import type { Guard } from '../../caching/decision/guards/guard.ts';
import { calibratedDecision } from '../../caching/hit-decision.ts';
import { PlainRule } from '../../caching/plain-rule.ts';
import { makeRandom } from '../../caching/training/labelled-questions.ts';
import { type QuestionStream, replay } from '../../caching/training/replay.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import { type Served, servedAt } from './hindsight.ts';

/** A stream knows one class of questions. */
const taskClass = 'faq';
/** Share of hits answered afresh off the path, and share of would-be hits answered afresh in the customer's sight. */
const shadowShare = 0.02;
const exploration = 0.01;

export interface LiveResult {
  all: Served;
  secondHalf: Served;
  threshold: Threshold | undefined;
  /** Hits that were answered afresh off the path to be compared. */
  shadowSamples: number;
}

/**
 * Replays a stream through the product's own decision, with a threshold that the calibration chooses by itself, from what a running
 * system sees: after a miss the fresh answer against the candidate's, after a hit only in a share of shadow samples. Hits are
 * not stored.
 */
export async function calibrateLive(
  stream: QuestionStream,
  { guard, verifier }: { guard: Guard; verifier: HitVerifier },
  seed: number,
): Promise<LiveResult> {
  const random = makeRandom(seed);
  const questions = stream.set.questions.length;
  const store = new InProcessCalibrationStore();
  const calibration = new CalibrationKeeper({ verifierId: verifier.verifierId, store });
  const plainRule = new PlainRule({ store });
  const trustsPlainCosine = () => plainRule.isTrusted(taskClass);
  const parts = { guard, verifier, calibration, trustsPlainCosine, exploration, random };
  const decide = calibratedDecision(parts);
  const hits: { at: number; score: number; right: boolean }[] = [];
  let shadowSamples = 0;
  await replay(stream, async ({ at, question, neighbours }) => {
    const decision = await decide({ text: question.text, taskClass, neighbours });
    if (decision.kind === 'none' || decision.kind === 'refused') return 'store';
    const { candidate, score } = decision;
    const right = candidate.answerKey === question.label;
    const isHit = decision.kind === 'hit';
    const isShadowed =
      isHit && random() < plainRule.sampledShare(taskClass, candidate.cosine, shadowShare);
    if (isShadowed) shadowSamples += 1;
    if (isHit) hits.push({ at, score: score ?? 1, right });
    if (!isHit || isShadowed) {
      if (score !== null) calibration.noteObservation(taskClass, score, right);
      plainRule.note(taskClass, candidate.cosine, right);
    }
    return isHit ? 'leave' : 'store';
  });
  const half = questions / 2;
  const late = hits.filter(({ at }) => at >= half);
  return {
    all: servedAt(hits, questions, 0),
    secondHalf: servedAt(late, half, 0),
    threshold: calibration.overview()[0]?.threshold,
    shadowSamples,
  };
}
