import type { AnswerStatus, Message } from '../../shared/conversation.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { CacheQuery } from '../caching/cache-key.ts';
import { contextualise } from '../stages/contextualise.ts';
import { type LookUpResult, lookUp } from '../stages/look-up.ts';
import { answerMessage, record } from '../stages/record.ts';
import { type ScreenedMessage, screen } from '../stages/screen.ts';
import { smallTalkKind, smallTalkReply } from '../stages/small-talk.ts';
import { Course } from './course.ts';
import { handOff } from './hand-off.ts';
import { type ProducedAnswer, produceAnswer } from './produce-answer.ts';
import { cachedReceipt, plainReceipt, producedReceipt } from './receipts.ts';
import { headingNeighbours, keepForOthers, sharedKey, whyNotShared } from './sharing.ts';
import type { Thread } from './thread-memory.ts';
import type { Turn } from './turn.ts';
import type { TurnComponents } from './turn-components.ts';

/** Passages of the question's own search that are compared with what a cached answer rests on. */
const lineageDepth = 5;

/**
 * Answers one admitted message: screen, contextualise, look up, retrieve, compose, route, generate, verify, record, hand off.
 * The customer sees it as events of the conversation. Rejects only when not even the failure could be told.
 */
export async function answerTurn(turn: Turn, components: TurnComponents): Promise<void> {
  const { conversation, message } = turn;
  const screened = screen(message.text);
  if (screened.wantsPerson) {
    await handOff(conversation.id, 'customer-asked', components);
    return;
  }
  const messageId = components.newId();
  const signal = components.inFlight.begin(messageId, conversation.id);
  const course = new Course(turn, messageId, signal, components);
  try {
    course.begin();
    await answer(course, screened, components);
  } catch (error) {
    components.log.error({ err: error, conversationId: conversation.id }, 'a turn failed');
    await fail(course, screened, components);
  } finally {
    components.inFlight.end(messageId);
  }
}

async function answer(
  course: Course,
  screened: ScreenedMessage,
  components: TurnComponents,
): Promise<void> {
  const { conversation, message, origin } = course.turn;
  const thread = await components.threads.before(message);
  const smallTalk = smallTalkKind(screened.text);
  if (smallTalk !== null) {
    course.show(smallTalkReply(smallTalk, conversation.locale));
    return conclude(
      course,
      thread,
      smallTalkReply(smallTalk, conversation.locale),
      'complete',
      plainReceipt(factsOf(course, screened.text, components), 'system', 'small-talk'),
      components,
    );
  }

  const asked = contextualise(screened.text, thread.past, thread.history);
  const notShared = whyNotShared(screened, asked);
  const query: CacheQuery = {
    scope: { audience: 'public', locale: conversation.locale, site: conversation.site },
    question: asked.question,
    promptVersion: components.template(conversation.locale).version,
    modelPolicy: components.modelPolicy(),
  };
  course.lap('contextualise');

  const embedQuestion = once(
    async () =>
      (await components.embedder.embed([asked.question], 'question'))[0] ??
      Promise.reject(new Error('no vector')),
  );
  const searchScope = {
    audience: 'public',
    locale: components.knowledgeLocale(conversation.locale),
    site: conversation.site,
  } as const;
  const search = once(async () =>
    components.retrieve({
      standaloneQuestion: asked.question,
      vector: await embedQuestion().catch(() => null),
      scope: searchScope,
    }),
  );
  const found = await lookUp(notShared === null && origin !== 'retry' ? query : null, {
    answers: components.answers,
    clock: components.clock,
    embedQuestion,
    context: {
      taskClass: components.classifyByRules(asked.question),
      retrievedLineage: async () =>
        (await search()).retrieval.passages.slice(0, lineageDepth).map(({ id }) => id),
      headings: async () =>
        headingNeighbours(components.headingsNear(await embedQuestion(), searchScope)),
    },
  });
  course.lap('lookUp');
  if (found.kind === 'hit') return deliverCached(course, thread, query, found, components);

  const vector = found.vector ?? (await embedQuestion().catch(() => null));
  course.lap('embed');
  const flightKey = (origin === 'retry' ? null : sharedKey(query, found)) ?? course.messageId;
  const { value: produced, led } = await components.flights.join(flightKey, {
    signal: course.signal,
    receive: (event) => (event.type === 'text' ? course.show(event.text) : course.revise()),
    lead: (emit, shown) => {
      if (shown.length > 0) emit({ type: 'revise' });
      return produceAnswer(
        {
          messageId: course.messageId,
          conversationId: conversation.id,
          visitorId: conversation.visitorId,
          locale: conversation.locale,
          site: conversation.site,
          question: screened.text,
          standaloneQuestion: asked.question,
          // What others may be given rests on the question alone: nothing of this conversation can get into it.
          history: notShared === null ? [] : thread.history,
          vector,
          search,
          signal: course.signal,
          onStage: (stage) => course.lap(stage),
        },
        emit,
        components,
      );
    },
  });

  const receipt = producedReceipt(factsOf(course, asked.question, components), produced, found, {
    led,
    notShared,
    referenceCostUsd: referenceCost(produced, components),
  });
  const { text, status } = produced.written;
  if (led)
    await keepForOthers(
      {
        query,
        found,
        produced,
        receipt,
        shareable: notShared === null,
        vector,
        messageId: course.messageId,
      },
      components,
    );
  await conclude(course, thread, text, status, receipt, components);
  components.onOutcome({
    receipt,
    visitorId: conversation.visitorId,
    rejected: produced.written.rejected,
  });
  if (thread.failedInARow >= 1 && status === 'abstained')
    await handOff(conversation.id, 'answer-failed-twice', components);
}

async function deliverCached(
  course: Course,
  thread: Thread,
  query: CacheQuery,
  found: Extract<LookUpResult, { kind: 'hit' }>,
  components: TurnComponents,
): Promise<void> {
  const { entry } = found;
  course.show(entry.text);
  const facts = factsOf(course, query.question, components);
  const shown = answerOf(course, entry.text, 'complete', cachedReceipt(facts, found, null));
  // The answer is known to be good; the customer need not wait until the database has it once more.
  await course.end(answerMessage(shown));
  const original = await components.store.getReceipt(entry.messageId).catch(() => null);
  const receipt = {
    ...shown.receipt,
    ...(original === null ? {} : { referenceCostUsd: original.referenceCostUsd }),
  };
  const stored = await record({ ...shown, receipt }, recordComponents(components));
  components.threads.remember(thread, [course.turn.message, stored]);
  components.observer.offerHit(query, {
    tier: found.exact === 'hit' ? 'exact' : 'semantic',
    taskClass: entry.taskClass,
    entry,
    cosine: found.similarity,
    score: found.score,
  });
}

/** Stores the answer, tells the customer that it is over, and remembers it for the next turn. */
async function conclude(
  course: Course,
  thread: Thread,
  text: string,
  status: AnswerStatus,
  receipt: Receipt,
  components: TurnComponents,
): Promise<void> {
  const toRecord = answerOf(course, text, status, receipt);
  const recording = record(toRecord, recordComponents(components));
  const stored = await Promise.race([recording, giveUpAfter(2_000)]);
  await course.end(stored ?? answerMessage(toRecord));
  components.threads.remember(thread, [course.turn.message, await recording]);
}

/** Tells the customer that no answer came about, or no more of it; they can ask for another try. */
async function fail(
  course: Course,
  screened: ScreenedMessage,
  components: TurnComponents,
): Promise<void> {
  const receipt = plainReceipt(
    factsOf(course, screened.text, components),
    'system',
    'document-question',
  );
  const failed = answerOf(
    course,
    course.shown,
    course.signal.aborted ? 'stopped' : 'failed',
    receipt,
  );
  await course.end(answerMessage(failed));
  await record(failed, recordComponents(components));
}

const answerOf = (course: Course, text: string, status: AnswerStatus, receipt: Receipt) => ({
  messageId: course.messageId,
  conversationId: course.turn.conversation.id,
  question: course.turn.message as Message,
  text,
  status,
  receipt,
});

const factsOf = (course: Course, standaloneQuestion: string, { tokenizer }: TurnComponents) => ({
  course,
  standaloneQuestion,
  tokenizer: tokenizer.name,
});

const recordComponents = ({ store, onReceipt, log }: TurnComponents) => ({
  store,
  onReceipt,
  onRetry: (error: unknown) =>
    log.warn({ err: error }, 'an answer was not stored and is tried again'),
});

function referenceCost(produced: ProducedAnswer, components: TurnComponents): number {
  const inputTokens = Object.values(produced.prompt.tokens).reduce(
    (sum, tokens) => sum + tokens,
    0,
  );
  const outputTokens = components.tokenizer.count(produced.written.text);
  return components.referenceCostUsd({ inputTokens, outputTokens });
}

function giveUpAfter(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}

/** The value of the first call, for every later one; a failure is not kept. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
