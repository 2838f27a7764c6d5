import { InProcessCalibrationStore } from '../../adapters/in-process/calibration-store.ts';
import {
  type CalibrationSettings,
  type CalibrationState,
  chooseThreshold,
  emptyCalibration,
  recordLookup,
  recordObservation,
  type Threshold,
} from '../../caching/decision/calibration.ts';
import { plainThreshold } from '../../caching/decision/decide-hit.ts';
import { PlainRule } from '../../caching/plain-rule.ts';
import { makeRandom } from '../../caching/training/labelled-questions.ts';
import { type QuestionStream, replay } from '../../caching/training/replay.ts';
import { type Served, servedAt } from './hindsight.ts';
import type { StreamMethod } from './stream-methods.ts';

/** A stream knows one class of questions. */
const taskClass = 'faq';

export interface LiveResult {
  all: Served;
  secondHalf: Served;
  threshold: Threshold;
  /** Hits that were answered afresh off the path to be compared. */
  shadowSamples: number;
}

/**
 * Replays a stream with a threshold that the calibration chooses by itself, from what a running system sees: after a miss
 * the fresh answer against the candidate's, after a hit only in a share of shadow samples. The plain cosine serves besides, as in
 * the product; what it serves teaches the verifier's calibration nothing. Hits are not stored.
 */
export async function calibrateLive(
  stream: QuestionStream,
  method: StreamMethod,
  settings: CalibrationSettings,
  shadowShare: number,
  seed: number,
): Promise<LiveResult> {
  const random = makeRandom(seed);
  const questions = stream.set.questions.length;
  const hits: { at: number; score: number; right: boolean }[] = [];
  let state = emptyCalibration('stream');
  let threshold = chooseThreshold(state, settings);
  let shadowSamples = 0;
  const plainRule = new PlainRule({
    store: new InProcessCalibrationStore(),
    bound: settings.bound,
  });
  const servesPlain = (cosine: number) =>
    cosine >= plainThreshold && plainRule.isTrusted(taskClass);
  const shareOf = (takesPlain: boolean) =>
    takesPlain ? plainRule.sampledShare(taskClass, shadowShare) : shadowShare;
  await replay(stream, async (lookup) => {
    const found = await method(lookup);
    if (found === undefined) return 'store';
    const right = found.candidate.answerKey === lookup.question.label;
    const takesPlain = servesPlain(found.candidate.cosine);
    const hit = takesPlain || found.score >= threshold.score;
    const shadowed = hit && random() < shareOf(takesPlain);
    if (shadowed) shadowSamples += 1;
    if (hit) hits.push({ at: lookup.at, score: found.score, right });
    const isCompared = !hit || shadowed;
    if (!takesPlain) state = withLookup(state, found.score, isCompared ? right : null);
    if (isCompared) plainRule.note(taskClass, found.candidate.cosine, right);
    threshold = chooseThreshold(state, settings);
    return hit ? 'leave' : 'store';
  });
  const half = questions / 2;
  const late = hits.filter(({ at }) => at >= half);
  return {
    all: servedAt(hits, questions, 0),
    secondHalf: servedAt(late, half, 0),
    threshold,
    shadowSamples,
  };
}

/** `right` is null where the candidate's answer was compared with none. */
function withLookup(
  state: CalibrationState,
  score: number,
  right: boolean | null,
): CalibrationState {
  const seen = recordLookup(state, score);
  return right === null ? seen : recordObservation(seen, score, right);
}
