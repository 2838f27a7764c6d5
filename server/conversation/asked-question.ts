import type { FollowUp } from '../../shared/receipt.ts';
import type { CacheQuery } from '../caching/cache-key.ts';
import { type Contextualised, contextualise } from '../stages/follow-up/contextualise.ts';
import { type LookUpResult, lookUp } from '../stages/look-up.ts';
import type { ScreenedMessage } from '../stages/screen.ts';
import type { Course } from './course.ts';
import { once } from './once.ts';
import { headingNeighbours, sharedScope, whyNotShared } from './sharing.ts';
import type { Thread } from './thread-memory.ts';
import { spenderOf, type Turn } from './turn.ts';
import type { SearchResult, TurnComponents } from './turn-components.ts';

/** A customer's question as the later steps ask it. Its vector and its search are made when first wanted, once. */
export interface AskedQuestion {
  /** As the customer put it, screened, without greeting and thanks. */
  text: string;
  standaloneQuestion: string;
  /** How it was made to stand alone; absent where it did by itself. */
  followUp?: FollowUp;
  thread: Thread;
  /** Why it never touches a shared cache; null where it may. */
  notShared: string | null;
  query: CacheQuery;
  /** Null where it cannot be embedded. */
  vector: () => Promise<Float32Array | null>;
  search: () => Promise<SearchResult>;
}

/** Step 3: makes the question stand alone, and decides whether its answer may be shared. */
export async function askQuestion(
  course: Course,
  screened: ScreenedMessage,
  thread: Thread,
  components: TurnComponents,
): Promise<AskedQuestion> {
  const { conversation, origin } = course.turn;
  const byRules = contextualise(screened.text, thread.past, thread.history);
  const { followUp, ...asked } = await rewritten(byRules, course, thread, components);
  const scope = searchScope(conversation, components);
  const question = components.mendSpelling(asked.question, scope);
  const place = thread.past.length === 0 ? 'first' : 'later';
  const notShared = whyNotShared(screened, { ...asked, question }, place);
  const vector = once(async () => {
    const [made] = await components.embedder.embed([question], 'question').catch(() => []);
    return made ?? null;
  });
  return {
    text: asked.text,
    standaloneQuestion: question,
    ...(followUp && { followUp }),
    thread,
    notShared,
    query: {
      scope: sharedScope(conversation),
      question,
      promptVersion: components.template(conversation.locale).version,
      modelPolicy: components.modelPolicy(),
    },
    vector,
    search: once(async () =>
      components.retrieve({
        standaloneQuestion: question,
        vector: vector(),
        scope,
        memory: notShared !== null ? 'leave' : origin === 'retry' ? 'renew' : 'use',
      }),
    ),
  };
}

/** A follow-up as a small model puts it where the rules could only join it to the last question. */
async function rewritten(
  byRules: Contextualised,
  course: Course,
  { history }: Thread,
  { rewrite }: TurnComponents,
): Promise<Contextualised & { followUp?: FollowUp }> {
  if (byRules.kind === 'standalone') return byRules;
  if (byRules.how === 'exchanged')
    return { ...byRules, followUp: { by: 'rules', because: 'sure' } };
  const { locale } = course.turn.conversation;
  const { question, followUp, calls } = await rewrite(
    { asked: byRules.text, history, locale, signal: course.signal },
    spenderOf(course.turn),
  );
  course.noteCalls(calls);
  return { ...byRules, question: question ?? byRules.question, followUp };
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
