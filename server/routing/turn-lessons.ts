import type { Receipt } from '../../shared/receipt.ts';
import type { RouteEvidence } from './route-record.ts';

/** The part of a receipt that routing learns from. */
export type TeachingReceipt = Pick<Receipt, 'taskClass' | 'verification' | 'attempts'>;

/**
 * What a finished turn teaches: each model whose text was kept did well at this class, each whose draft was rejected did
 * not. Failures of providers, lost hedges and stopped answers teach nothing, nor does a question that nothing could answer.
 */
export function lessonsOf(receipt: TeachingReceipt): RouteEvidence[] {
  if (receipt.verification.verdict === 'abstained') return [];
  return receipt.attempts.flatMap((attempt) => {
    const kept = attempt.outcome === 'used';
    if (attempt.purpose !== undefined) return [];
    if (attempt.tier === 'extractive' || (!kept && attempt.outcome !== 'rejected')) return [];
    return [
      {
        taskClass: receipt.taskClass,
        model: attempt.model,
        successes: kept ? 1 : 0,
        failures: kept ? 0 : 1,
        turn: { costUsd: attempt.costUsd, ttftMs: attempt.ttftMs ?? attempt.totalMs },
      },
    ];
  });
}

/** What became of an answer after it was given. */
export type Aftermath = 'liked' | 'disliked' | 'handed-off';

/** A dislike, or a person having to take over, turns the success that was counted into a failure. */
const weights: Record<Aftermath, Pick<RouteEvidence, 'successes' | 'failures'>> = {
  liked: { successes: 1, failures: 0 },
  disliked: { successes: -1, failures: 1 },
  'handed-off': { successes: -1, failures: 1 },
};
const noWeight = { successes: 0, failures: 0 };

/** What later news of an answer teaches about the model that wrote it. What was learned of it before is taken back. */
export function lessonsOfAftermath(
  { taskClass, attempts }: TeachingReceipt,
  before: Aftermath | null,
  after: Aftermath | null,
): RouteEvidence[] {
  const writer = attempts.findLast(
    ({ outcome, tier, purpose }) =>
      outcome === 'used' && tier !== 'extractive' && purpose === undefined,
  );
  const was = before === null ? noWeight : weights[before];
  const is = after === null ? noWeight : weights[after];
  const successes = is.successes - was.successes;
  const failures = is.failures - was.failures;
  if (!writer || (successes === 0 && failures === 0)) return [];
  return [{ taskClass, model: writer.model, successes, failures }];
}
