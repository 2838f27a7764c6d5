import type { Receipt } from '../../shared/receipt.ts';
import { type CacheQuery, exactKey } from '../caching/cache-key.ts';
import type { NearHeading } from '../knowledge/retrieval/heading-index.ts';
import type { HitNeighbour } from '../ports/hit-verifier.ts';
import type { Contextualised } from '../stages/contextualise.ts';
import type { LookUpResult } from '../stages/look-up.ts';
import type { ScreenedMessage } from '../stages/screen.ts';
import type { AskedQuestion } from './asked-question.ts';
import type { ProducedAnswer } from './produce-answer.ts';
import { documentsOf } from './receipts.ts';
import type { TurnComponents } from './turn-components.ts';

/** Why a question never touches a shared cache, or null where it may. */
export function whyNotShared(screened: ScreenedMessage, asked: Contextualised): string | null {
  if (screened.personal) return 'personal';
  if (screened.suspectedInjection) return 'suspected-injection';
  if (asked.kind === 'follow-up') return 'not-standalone';
  return null;
}

/**
 * Questions of one key that are in flight at once share a generation, unless something was evicted in between: whoever asks
 * after an edit must not board an answer that began before it. Null where that cannot be told.
 */
export function sharedKey(query: CacheQuery, found: LookUpResult): string | null {
  if (found.kind !== 'miss' || found.begunAt === null) return null;
  return `${exactKey(query)}@${found.begunAt}`;
}

/** Headings as neighbours of a question whose cache is young. */
export function headingNeighbours(headings: NearHeading[]): HitNeighbour[] {
  return headings.map(({ text, vector, cosine, passageIds }) => {
    const lineage = passageIds.toSorted();
    return { kind: 'heading', text, vector, cosine, lineage, answerKey: lineage.join(' ') };
  });
}

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
    if (found.nearest !== null && written.status === 'complete') {
      await components.observer.observeMiss(query, receipt.taskClass, found.nearest, {
        text: written.text,
        citations: receipt.citations,
      });
    }
  } catch (error) {
    components.log.warn({ err: error }, 'an answer was not kept in the caches');
  }
}
