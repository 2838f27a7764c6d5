import type { AnswerCache } from '../../../server/caching/answer-cache.ts';
import { decodeVector } from '../../../server/caching/answer-entry.ts';
import { answerKeyPrefix } from '../../../server/caching/cache-key.ts';
import { readAnswers } from '../../../server/caching/stored-answers.ts';
import type { Cache } from '../../../server/ports/cache.ts';

/** Stands in every answer that was written for those inside the company. */
export const internalMark = 'For colleagues only';

/**
 * Stores, beside each public entry, an answer to the same question for those inside the company, so that nothing but the audience
 * tells the two apart. Returns how many were stored.
 */
export async function storeInternalTwins(cache: Cache, answers: AnswerCache): Promise<number> {
  const keys = await cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER);
  let stored = 0;
  for (const { entry } of await readAnswers(cache, keys)) {
    if (entry.scope.audience === 'internal') continue;
    const begunAt = await answers.begin();
    const twin = await answers.admit(
      { ...entry, scope: { ...entry.scope, audience: 'internal' } },
      {
        ...entry,
        text: `${internalMark}: ${entry.text}`,
        messageId: `${entry.messageId}-internal`,
        documents: Object.entries(entry.documentVersions).map(([id, version]) => {
          return { id, version, volatility: 'stable' as const };
        }),
        status: 'complete',
        finishReason: 'stop',
        personal: false,
        standalone: true,
        degraded: false,
      },
      begunAt,
      decodeVector(entry.vector),
    );
    if (twin.stored) stored += 1;
  }
  return stored;
}
