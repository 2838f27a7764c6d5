import { randomBytes, randomUUID } from 'node:crypto';
import { settingsInMemory } from '../../server/adapters/in-process/setting-store.ts';
import { systemClock } from '../../server/adapters/in-process/system-clock.ts';
import { createInProcessVectorIndex } from '../../server/adapters/in-process/vector-index.ts';
import { PostgresSpendingStore } from '../../server/adapters/postgres/spending-store.ts';
import { openAnswering } from '../../server/composition/answering.ts';
import { type Caching, openCaching } from '../../server/composition/caching.ts';
import { shippedVerifier } from '../../server/composition/hit-verifier.ts';
import { openModels } from '../../server/composition/models.ts';
import { namedTextsOf } from '../../server/composition/named-texts.ts';
import { openSharedState } from '../../server/composition/shared-state.ts';
import type { RunningDesk } from '../../server/conversation/create-desk.ts';
import type { Visitor } from '../../server/conversation/desk.ts';
import { PrometheusMetrics } from '../../server/metrics/prometheus.ts';
import type { Cache } from '../../server/ports/cache.ts';
import type { HitVerifier } from '../../server/ports/hit-verifier.ts';
import type { VectorIndex } from '../../server/ports/vector-index.ts';
import { readLabelledExamples } from '../../server/routing/labelled-examples.ts';
import { MoneyBudgets } from '../../server/routing/money-budgets.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { Shop } from './shop.ts';

/** The product's own turn over a shop, with caches that begin empty and nothing learned before. */
export interface Product {
  desk: RunningDesk;
  caching: Caching;
  /** Of all three tiers. */
  cache: Cache;
  /** Receipts by message. */
  receipts: ReadonlyMap<string, Receipt>;
  close(): Promise<void>;
}

export interface ProductOptions {
  modelsFile: string;
  /** Parts to be put in place of the caches'. */
  cache?: (cache: Cache) => Cache;
  answersIndex?: (index: VectorIndex) => VectorIndex;
  verifier?: HitVerifier;
}

export async function openProduct(shop: Shop, options: ProductOptions): Promise<Product> {
  const { logger, knowledge, database } = shop;
  const config = { ...shop.config, modelsFile: options.modelsFile };
  const onError = (error: unknown): void => logger.error({ err: error });
  const { dimensions } = shop.vectors.embedder;
  const answersIndex = createInProcessVectorIndex(dimensions);
  const vectors = {
    ...shop.vectors,
    answers: options.answersIndex?.(answersIndex) ?? answersIndex,
    searches: createInProcessVectorIndex(dimensions),
  };
  const state = openSharedState(config, onError);
  const shared = { ...state, cache: options.cache?.(state.cache) ?? state.cache };
  const settings = settingsInMemory();
  const caching = openCaching(config, {
    shared,
    vectors,
    settings,
    documentVersions: (ids) => knowledge.store.documentVersions(ids),
    onError,
    verifier: options.verifier ?? shippedVerifier(shop.reader),
  });
  caching.learnNames(await namedTextsOf(knowledge.store));
  const log = { info: () => {}, warn: logger.warn.bind(logger) };
  const models = openModels(config, vectors.embedder, shop.reader, settings, log);
  await models.classifier.learn(readLabelledExamples(), vectors.embedder);
  const spending = new PostgresSpendingStore(database.pool, randomBytes(32));
  const { desk } = openAnswering({
    config,
    database,
    shared,
    vectors,
    reader: shop.reader,
    knowledge,
    models,
    caching,
    budgets: new MoneyBudgets(config, { clock: systemClock, spending, onError }),
    spending,
    metrics: new PrometheusMetrics(),
    logger,
  });
  const receipts = new Map<string, Receipt>();
  desk.notices.onReceipt((receipt) => void receipts.set(receipt.messageId, receipt));
  return {
    desk,
    caching,
    cache: shared.cache,
    receipts,
    async close() {
      await models.close();
      await caching.close();
      await state.close();
    },
  };
}

/** What a customer was answered; a person's part has neither id nor text. */
export interface Answered {
  id: string;
  text: string;
  receipt: Receipt | null;
}

const answerLimitMs = 30_000;

/** Sends a message in a customer's conversation and resolves with the answer once its receipt is stored. */
export async function askDesk(
  { desk, receipts }: Pick<Product, 'desk' | 'receipts'>,
  visitor: Visitor,
  conversationId: string,
  text: string,
): Promise<Answered> {
  const { promise: answered, resolve } = Promise.withResolvers<{ id: string; text: string }>();
  const stop = desk.notices.onEvent((entry) => {
    if (entry.conversationId !== conversationId) return;
    if (entry.event.type === 'answer-end') resolve(entry.event.message);
    if (entry.event.type === 'hand-off-queued') resolve({ id: '', text: '' });
  });
  const timer = setTimeout(() => resolve({ id: '', text: '' }), answerLimitMs);
  await desk.customers.send(visitor, { conversationId, clientMessageId: randomUUID(), text });
  const { id, text: given } = await answered;
  clearTimeout(timer);
  stop();
  // A hit's receipt is stored after the customer has the answer.
  await desk.idle();
  return { id, text: given, receipt: receipts.get(id) ?? null };
}
