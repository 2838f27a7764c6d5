import type { CacheQuery } from '../caching/cache-key.ts';
import { contextualise } from '../stages/contextualise.ts';
import { type LookUpResult, lookUp } from '../stages/look-up.ts';
import type { ScreenedMessage } from '../stages/screen.ts';
import { once } from './once.ts';
import { headingNeighbours, sharedScope, whyNotShared } from './sharing.ts';
import type { Thread } from './thread-memory.ts';
import type { Turn } from './turn.ts';
import type { SearchResult, TurnComponents } from './turn-components.ts';

/** A customer's question as the later steps ask it. Its vector and its search are made when first wanted, once. */
export interface AskedQuestion {
  /** As the customer put it, screened, without greeting and thanks. */
  text: string;
  standaloneQuestion: string;
  thread: Thread;
  /** Why it never touches a shared cache; null where it may. */
  notShared: string | null;
  query: CacheQuery;
  /** Null where it cannot be embedded. */
  vector: () => Promise<Float32Array | null>;
  search: () => Promise<SearchResult>;
}

/** Step 3: makes the question stand alone, and decides whether its answer may be shared. */
export function askQuestion(
  { conversation, origin }: Turn,
  screened: ScreenedMessage,
  thread: Thread,
  components: TurnComponents,
): AskedQuestion {
  const asked = contextualise(screened.text, thread.past, thread.history);
  const place = thread.past.length === 0 ? 'first' : 'later';
  const notShared = whyNotShared(screened, asked, place);
  const vector = once(async () => {
    const [made] = await components.embedder.embed([asked.question], 'question').catch(() => []);
    return made ?? null;
  });
  return {
    text: asked.text,
    standaloneQuestion: asked.question,
    thread,
    notShared,
    query: {
      scope: sharedScope(conversation),
      question: asked.question,
      promptVersion: components.template(conversation.locale).version,
      modelPolicy: components.modelPolicy(),
    },
    vector,
    search: once(async () =>
      components.retrieve({
        standaloneQuestion: asked.question,
        vector: vector(),
        scope: searchScope(conversation, components),
        memory: notShared !== null ? 'leave' : origin === 'retry' ? 'renew' : 'use',
      }),
    ),
  };
}

/** Step 4: an answer somebody else was given, where one fits. A retry wants another one than the caches have. */
export function lookUpShared(
  asked: AskedQuestion,
  turn: Turn,
  components: TurnComponents,
): Promise<LookUpResult> {
  const embedQuestion = async (): Promise<Float32Array> => {
    // Who asks for the vector asks for the search next, a hit for its lineage and a miss for its answer: what of it needs no
    // vector is done meanwhile. A failure is met by whoever wants the result.
    asked.search().catch(() => {});
    const vector = await asked.vector();
    if (vector === null) throw new Error('the question has no vector');
    return vector;
  };
  const mayBeShared = asked.notShared === null && turn.origin !== 'retry';
  return lookUp(mayBeShared ? asked.query : null, {
    answers: components.answers,
    clock: components.clock,
    embedQuestion,
    context: (vector) => ({
      taskClass: components.classify(asked.standaloneQuestion, vector),
      retrievedLineage: async () => {
        const { retrieval } = await asked.search();
        return retrieval.passages.map(({ id }) => id);
      },
      headings: async () =>
        headingNeighbours(
          components.headingsNear(vector, searchScope(turn.conversation, components)),
        ),
    }),
  });
}

/** Where a conversation's questions are searched. */
export function searchScope(
  { locale, site }: Turn['conversation'],
  components: Pick<TurnComponents, 'knowledgeLocale'>,
) {
  return { audience: 'public', locale: components.knowledgeLocale(locale), site } as const;
}
