import type { ModelAttempt } from '../../shared/receipt.ts';
import type { FreshAnswer } from '../caching/answer-agreement.ts';
import type { CacheQuery } from '../caching/cache-key.ts';
import { citationsOf } from '../stages/cite.ts';
import { freshAnswerOf } from './fresh-answer.ts';
import { produceAnswer } from './produce-answer.ts';
import type { TurnComponents } from './turn-components.ts';

/**
 * Answers a shared question once more, for nobody to see: what a sample of the caches' hits is compared with.
 * Null where nothing came about to compare with. `onCalls` hears of the calls to models, as no receipt will.
 */
export async function answerAfresh(
  query: CacheQuery,
  components: TurnComponents,
  onCalls: (calls: ModelAttempt[]) => void,
): Promise<FreshAnswer | null> {
  const { question, scope } = query;
  const [vector] = await components.embedder.embed([question], 'ingestion');
  const produced = await produceAnswer(
    {
      messageId: components.newId(),
      conversationId: `afresh:${components.newId()}`,
      money: await components.allowance(null),
      locale: scope.locale,
      site: scope.site,
      question,
      standaloneQuestion: question,
      history: [],
      vector: vector ?? null,
      search: () =>
        components.retrieve({
          standaloneQuestion: question,
          vector: vector ?? null,
          scope: { ...scope, locale: components.knowledgeLocale(scope.locale) },
          // What led to the answer that is being judged must not lead to this one.
          memory: 'renew',
        }),
      signal: new AbortController().signal,
      onStage: () => {},
    },
    () => {},
    components,
  );
  const { written, passages } = produced;
  onCalls(written.attempts);
  return freshAnswerOf(produced, citationsOf(written.text, passages));
}
