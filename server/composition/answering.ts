import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { OffPathPurpose } from '../../shared/admin-figures.ts';
import type { ModelAttempt } from '../../shared/receipt.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { englishWords } from '../adapters/onnx/english-words.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { cosineFloor, neighbourCount } from '../caching/decision/candidate.ts';
import { FragmentCache } from '../caching/fragment-cache.ts';
import { CacheObserver } from '../caching/observations.ts';
import { SingleFlight } from '../caching/single-flight.ts';
import type { Config } from '../config.ts';
import { answerAfresh } from '../conversation/answer-afresh.ts';
import { AnswersInFlight } from '../conversation/answers-in-flight.ts';
import { createDesk, type RunningDesk } from '../conversation/create-desk.ts';
import { Notices } from '../conversation/notices.ts';
import { ThreadMemory } from '../conversation/thread-memory.ts';
import type { TurnComponents } from '../conversation/turn-components.ts';
import { WarmUp } from '../conversation/warm-up.ts';
import type { DraftTier } from '../conversation/write-answer.ts';
import { cachedFragments } from '../knowledge/retrieval/cached-fragments.ts';
import { mendSpelling } from '../knowledge/retrieval/mend-spelling.ts';
import { languageOf } from '../language/terms.ts';
import type { PrometheusMetrics } from '../metrics/prometheus.ts';
import type { Reader } from '../ports/reader.ts';
import type { SpendingStore } from '../ports/spending-store.ts';
import { isAbstention } from '../quality/abstention.ts';
import { AnswerAftermath } from '../routing/answer-aftermath.ts';
import { referenceCostUsd } from '../routing/cost.ts';
import { evaluateDraft } from '../routing/evaluate-draft.ts';
import type { MoneyBudgets } from '../routing/money-budgets.ts';
import { lessonsOf } from '../routing/turn-lessons.ts';
import { defaultTokenBudget } from '../stages/compose.ts';
import { generate } from '../stages/generate.ts';
import { read } from '../stages/read.ts';
import { retrieve } from '../stages/retrieve.ts';
import { chooseRoute, ladderOfTier, type RouteDecision } from '../stages/route.ts';
import { answerTemplate } from './answer-template.ts';
import type { Caching } from './caching.ts';
import type { Database } from './database.ts';
import { followUpRewriter } from './follow-ups.ts';
import type { Knowledge } from './knowledge.ts';
import type { Models } from './models.ts';
import type { SharedState } from './shared-state.ts';
import type { Vectors } from './vectors.ts';

export interface Answering {
  desk: RunningDesk;
  store: PostgresConversationStore;
  /** Remembered searches, of all questions. */
  fragments: FragmentCache;
  /** Answers lists of questions before anybody asks. */
  warmUp: WarmUp;
}

export interface AnsweringParts {
  config: Config;
  database: Database;
  shared: SharedState;
  vectors: Vectors;
  reader: Reader | null;
  knowledge: Knowledge;
  models: Models;
  caching: Caching;
  budgets: MoneyBudgets;
  spending: SpendingStore;
  metrics: PrometheusMetrics;
  logger: Logger;
}

/** Longest a whole answer may take before it is given up, and most tokens it may have. */
const answerBudgetMs = 30_000;
const maxOutputTokens = 800;

/** Longest a draft's first words are held while it is judged. Milliseconds. */
const gateMs = 400;

export function openAnswering(parts: AnsweringParts): Answering {
  const {
    config,
    database,
    shared,
    vectors,
    reader,
    knowledge,
    models,
    caching,
    budgets,
    spending,
    metrics,
    logger,
  } = parts;
  const { answers } = caching;
  const store = new PostgresConversationStore(database.pool);
  const { events, locks } = shared;
  const notices = new Notices(events);
  const { lexical } = knowledge;
  const dictionary = englishWords();
  const fragments = new FragmentCache({
    cache: shared.cache,
    vectors: vectors.searches,
    clock: systemClock,
    invalidation: answers.invalidation,
  });
  const searches = cachedFragments({
    fragments,
    cache: shared.cache,
    clock: systemClock,
    lexical,
    embeddingModelId: vectors.embedder.modelId,
    sameAsk: (question, earlier) => caching.sameAsk(question, earlier),
    budgetMs: 20,
  });
  const paid = (purpose: OffPathPurpose) => (attempts: ModelAttempt[]) => {
    const calls = attempts.filter(({ tier }) => tier !== 'extractive');
    metrics.offPath(purpose, calls);
    spending
      .addOffPath(purpose, calls, new Date().toISOString())
      .catch((err: unknown) => logger.warn({ err, purpose }, 'calls off the path are not billed'));
  };
  const onAttempt = (attempt: ModelAttempt) => {
    metrics.observeCall(attempt);
    budgets.spendToday(attempt.costUsd);
  };
  const allowance: TurnComponents['allowance'] = (spender) => budgets.allowance(spender);
  const observer = new CacheObserver({
    record: caching.observe,
    nowMs: Date.now,
    random: Math.random,
    answerAfresh: (query) => answerAfresh(query, components, paid('comparison')),
    answers,
    stands: async ({ documentVersions }) => {
      const current = await knowledge.store.documentVersions(Object.keys(documentVersions));
      return Object.entries(documentVersions).every(([id, version]) => current.get(id) === version);
    },
    sampledShare: (hit) => caching.sampledShare(hit, config.shadowShare),
  });
  const aftermath = new AnswerAftermath({
    store,
    learn: (lesson) => models.learning.learn(lesson),
  });
  const turn: Omit<TurnComponents, 'onQueueChange' | 'onReceipt'> = {
    store,
    events,
    clock: systemClock,
    tokenizer: gptTokenizer,
    embedder: vectors.embedder,
    inFlight: new AnswersInFlight(),
    threads: new ThreadMemory(store),
    answers,
    observer,
    flights: new SingleFlight(),
    mendSpelling: (question, scope) => mendSpelling(question, scope, { lexical, dictionary }),
    rewrite: followUpRewriter({ models, allowance, budgetMs: config.followUpMs, onAttempt }),
    retrieve: (input) =>
      retrieve(input, {
        vectors: vectors.passages,
        lexical,
        embedder: vectors.embedder,
        fragments: searches,
        indexVersion: () => knowledge.base.currentVersion(),
      }),
    forgetSearch: async (question, scope) => {
      // The customer waits for the thumb to be taken: not behind documents that are being embedded.
      const [vector = null] = await vectors.embedder.embed([question], 'question').catch(() => []);
      const indexVersion = await knowledge.base.currentVersion();
      await searches.forget({ standaloneQuestion: question, vector, scope, indexVersion });
    },
    read: async (question, found) => (reader === null ? found : read(question, found, reader)),
    headingsNear: (vector, scope) =>
      knowledge.headings.nearest(vector, scope, { limit: neighbourCount, minScore: cosineFloor }),
    knowledgeLocale: (locale) => (lexical.hasLanguage(locale) ? languageOf(locale) : 'en'),
    template: answerTemplate(config.companyName),
    tokenBudget: defaultTokenBudget,
    classify: (question, vector) => models.classifier.classify({ question, vector }).taskClass,
    allowance,
    route: async (input) => {
      const decision = chooseRoute(
        { ...input, maxOutputTokens },
        {
          rungs: () => models.catalog.rungs(),
          extractive: models.extractive,
          classifier: models.classifier,
          learning: models.learning,
          sticky: models.sticky,
          breakerState: (provider) => models.generation.guards.breakerState(provider),
          random: Math.random,
          policy: { explorationShare: config.explorationShare },
        },
      );
      return { ...decision, tiers: tiersOf(decision) };
    },
    generate: (tier, prompt, route, signal) =>
      generate(
        {
          prompt,
          ladder: ladderOfTier(route, tier),
          signal,
          maxOutputTokens,
          budgetMs: answerBudgetMs,
        },
        { ...models.generation, onAttempt },
      ),
    judgeDraft: (draft) =>
      draft.tier === 'small' ? evaluateDraft(draft) : isAbstention(draft.text) ? 'abstained' : null,
    gateMs,
    modelPolicy: () =>
      [...models.catalog.rungs().map(({ id }) => id), models.extractive.id].join(' '),
    referenceCostUsd: (tokens) => referenceCostUsd(tokens, models.catalog.referencePrices()),
    onOutcome: ({ receipt, spender }) => {
      budgets.spend(spender, receipt.costUsd);
      for (const lesson of lessonsOf(receipt)) models.learning.learn(lesson);
    },
    onHandOff: (conversationId) =>
      void aftermath
        .handedOff(conversationId)
        .catch((err: unknown) => logger.warn({ err }, 'nothing was learned from a hand-off')),
    log: logger,
    newId: randomUUID,
  };
  const components: TurnComponents = {
    ...turn,
    onQueueChange: () => {},
    onReceipt: () => {},
  };
  const desk = createDesk({
    turn,
    notices,
    locks,
    onReceipt: (receipt) => metrics.observe(receipt),
    onFeedback: (judged) => aftermath.judged(judged),
  });
  budgets.watch((allowance, usedShare) => {
    if (allowance === 'any') logger.info({ usedShare }, "a new day's model money");
    else logger.error({ allowance, usedShare }, "the day's model money runs out");
  });
  metrics.gauge(
    'deskhand_budget_used_share',
    "Share of the day's model money that is used",
    () => budgets.usedToday,
  );
  caching.onAlarm((isRaised, rate) => {
    if (isRaised) logger.error({ rate }, 'more cached answers are wrong than the bound allows');
    else logger.info({ rate }, 'the rate of wrong cached answers is within the bound again');
  });
  metrics.gauge(
    'deskhand_wrong_hit_rate',
    'Share of sampled cache hits of the last seven days that were wrong',
    () => caching.alarm.rate?.share ?? 0,
  );
  metrics.gauge(
    'deskhand_wrong_hit_alarm',
    '1 while the wrong-hit rate is above the bound beyond doubt',
    () => Number(caching.alarm.isRaised),
  );
  void caching.start();
  const warmUp = new WarmUp(components, paid('warm-up'));
  return { desk, store, fragments, warmUp };
}

const tierOrder = ['small', 'large', 'extractive'] as const;

/** Tiers to try from the chosen one upwards, quoting last. */
function tiersOf({ ladder, tierStart }: RouteDecision): DraftTier[] {
  const there = new Set(ladder.map(({ tier }) => tier));
  return tierOrder.filter(
    (tier, place) => there.has(tier) && place >= tierOrder.indexOf(tierStart),
  );
}
