import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { AnswerCache } from '../caching/answer-cache.ts';
import type { Guard } from '../caching/decision/guards/guard.ts';
import { FragmentCache } from '../caching/fragment-cache.ts';
import { thresholdDecision } from '../caching/hit-decision.ts';
import { CacheObserver } from '../caching/observations.ts';
import { SingleFlight } from '../caching/single-flight.ts';
import type { Config } from '../config.ts';
import { AnswersInFlight } from '../conversation/answers-in-flight.ts';
import { createDesk, type RunningDesk } from '../conversation/create-desk.ts';
import { Notices } from '../conversation/notices.ts';
import { ThreadMemory } from '../conversation/thread-memory.ts';
import type { TurnComponents } from '../conversation/turn-components.ts';
import { cachedFragments } from '../knowledge/retrieval/cached-fragments.ts';
import { abstention, isAbstention } from '../quality/abstention.ts';
import { referenceCostUsd } from '../routing/cost.ts';
import { defaultTokenBudget } from '../stages/compose.ts';
import { generate } from '../stages/generate.ts';
import { retrieve } from '../stages/retrieve.ts';
import type { Database } from './database.ts';
import type { Knowledge } from './knowledge.ts';
import type { Models } from './models.ts';
import type { SharedState } from './shared-state.ts';
import type { Vectors } from './vectors.ts';

export interface Answering {
  desk: RunningDesk;
  store: PostgresConversationStore;
  answers: AnswerCache;
}

export interface AnsweringParts {
  config: Config;
  database: Database;
  shared: SharedState;
  vectors: Vectors;
  knowledge: Knowledge;
  models: Models;
  answers: AnswerCache;
  logger: Logger;
}

const promptFile = new URL('../prompts/answer-1.txt', import.meta.url);
const promptVersion = 'answer-1';

/** Longest a whole answer may take, and most tokens it may have: the article's interactive chatbot. */
const answerBudgetMs = 30_000;
const maxOutputTokens = 800;

/** Longest a draft's first words are held while it is judged. Milliseconds. */
const gateMs = 400;

/** The caches of answers; made before the knowledge base, whose edits evict from them. */
export function openAnswerCache(
  config: Pick<Config, 'semanticThreshold'>,
  shared: SharedState,
  vectors: Vectors,
  guard: Guard,
  documentVersions: (documentIds: string[]) => Promise<Map<string, number>>,
): AnswerCache {
  return new AnswerCache({
    cache: shared.cache,
    vectors: vectors.answers,
    clock: systemClock,
    decide: thresholdDecision({ guard, threshold: config.semanticThreshold }),
    documentVersions,
    random: Math.random,
  });
}

export function openAnswering(parts: AnsweringParts): Answering {
  const { config, database, shared, vectors, knowledge, models, answers, logger } = parts;
  const store = new PostgresConversationStore(database.pool);
  const { events, locks } = shared;
  const notices = new Notices(events);
  const { lexical } = knowledge;
  const template = readFileSync(promptFile, 'utf8');
  const fragments = cachedFragments({
    fragments: new FragmentCache({
      cache: shared.cache,
      vectors: vectors.searches,
      clock: systemClock,
      invalidation: answers.invalidation,
    }),
    cache: shared.cache,
    clock: systemClock,
    lexical,
    embeddingModelId: vectors.embedder.modelId,
    budgetMs: 20,
  });
  const observer = new CacheObserver({
    record: async () => {},
    nowMs: Date.now,
    random: Math.random,
    answerAfresh: async () => null,
    answers,
    sampledShare: config.shadowShare,
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
    retrieve: (input) =>
      retrieve(input, {
        vectors: vectors.passages,
        lexical,
        fragments,
        indexVersion: () => knowledge.store.indexVersion(),
      }),
    knowledgeLocale: (locale) => (lexical.hasLanguage(locale) ? locale : 'en'),
    template: (locale) => ({
      version: promptVersion,
      system: template
        .replaceAll('{{company}}', config.companyName ?? 'our company')
        .replaceAll('{{abstention}}', abstention(locale)),
    }),
    tokenBudget: defaultTokenBudget,
    classifyByRules: () => 'document-question',
    route: async () => ({
      taskClass: 'document-question',
      tiers: [
        ...new Set([...models.catalog.rungs().map(({ tier }) => tier), 'extractive' as const]),
      ],
      reason: 'ladder',
    }),
    generate: (tier, prompt, _route, signal) => {
      const rungs = models.catalog.rungs();
      const first = rungs.filter((rung) => rung.tier === tier);
      const larger = tier === 'small' ? rungs.filter((rung) => rung.tier === 'large') : [];
      const ladder = tier === 'extractive' ? [models.extractive] : [...first, ...larger];
      return generate(
        { prompt, ladder, signal, maxOutputTokens, budgetMs: answerBudgetMs },
        models.generation,
      );
    },
    judgeDraft: ({ text }) => (isAbstention(text) ? 'abstained' : null),
    gateMs,
    modelPolicy: () =>
      [...models.catalog.rungs().map(({ id }) => id), models.extractive.id].join(' '),
    referenceCostUsd: (tokens) => referenceCostUsd(tokens, models.catalog.referencePrices()),
    onOutcome: () => {},
    log: logger,
    newId: randomUUID,
  };
  const desk = createDesk({
    turn,
    notices,
    locks,
    onReceipt: () => {},
    onFeedback: async () => {},
  });
  return { desk, store, answers };
}
