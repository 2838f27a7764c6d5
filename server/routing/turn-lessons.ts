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

/** What the customer made of an answer afterwards. */
export type Aftermath = 'liked' | 'disliked' | 'handed-off';

/** A dislike, or a person having to take over, turns the success that was counted into a failure. */
export function lessonsOfAftermath(
  receipt: TeachingReceipt,
  aftermath: Aftermath,
): RouteEvidence[] {
  const writer = receipt.attempts.findLast(
    (attempt) => attempt.outcome === 'used' && attempt.tier !== 'extractive',
  );
  if (!writer) return [];
  const { taskClass } = receipt;
  const change =
    aftermath === 'liked' ? { successes: 1, failures: 0 } : { successes: -1, failures: 1 };
  return [{ taskClass, model: writer.model, ...change }];
}
