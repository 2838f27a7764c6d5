import type { Receipt } from '../../shared/receipt.ts';
import type { LookUpResult } from '../stages/look-up.ts';
import type { AskedQuestion } from './asked-question.ts';
import { freshAnswerOf } from './fresh-answer.ts';
import type { ProducedAnswer } from './produce-answer.ts';
import { documentsOf } from './receipts.ts';
import type { TurnComponents } from './turn-components.ts';

/**
 * Admits a fresh answer to the caches where it may be shared, and learns from comparing it with the entry that was nearest.
 * A cache out of reach is logged; the customer has the answer anyway.
 */
export async function keepForOthers(
  asked: AskedQuestion,
  found: LookUpResult,
  produced: ProducedAnswer,
  receipt: Receipt,
  components: TurnComponents,
): Promise<void> {
  if (asked.notShared !== null || found.kind !== 'miss' || found.begunAt === null) return;
  const { query } = asked;
  const { written } = produced;
  try {
    const admission = await components.answers.admit(
      query,
      {
        messageId: receipt.messageId,
        text: written.text,
        status: written.status,
        finishReason: written.finishReason,
        verification: written.verification,
        citations: receipt.citations,
        documents: documentsOf(produced),
        servedBy: written.servedBy,
        taskClass: receipt.taskClass,
        costUsd: receipt.costUsd,
        totalMs: receipt.totalMs,
        personal: false,
        standalone: true,
        degraded: receipt.retrieval.degraded,
      },
      found.begunAt,
      await asked.vector(),
    );
    if (!admission.stored) receipt.cache.notShared = admission.reason;
    const fresh = freshAnswerOf(produced, receipt.citations);
    if (found.nearest !== null && fresh !== null) {
      await components.observer.observeMiss(query, found.nearest, fresh);
    }
  } catch (error) {
    components.log.warn({ err: error }, 'an answer was not kept in the caches');
  }
}
