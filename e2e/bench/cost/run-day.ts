import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../server/adapters/in-process/system-clock.ts';
import { createInProcessVectorIndex } from '../../../server/adapters/in-process/vector-index.ts';
import { openAnswering } from '../../../server/composition/answering.ts';
import { openCaching } from '../../../server/composition/caching.ts';
import { openModels } from '../../../server/composition/models.ts';
import { openSharedState } from '../../../server/composition/shared-state.ts';
import type { RunningDesk } from '../../../server/conversation/create-desk.ts';
import { PrometheusMetrics } from '../../../server/metrics/prometheus.ts';
import { readLabelledExamples } from '../../../server/routing/labelled-examples.ts';
import { MoneyBudgets } from '../../../server/routing/money-budgets.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import type { ModelBill } from '../../simulator/script.ts';
import { startChild } from '../child-process.ts';
import { billUsd, type ErrorShares, simulatedModels, writeLadder } from './ladder.ts';
import type { Shop } from './shop.ts';
import { blindIndex, settingsInMemory, switchedCache } from './switched-parts.ts';
import type { TrafficTurn, Visit } from './traffic.ts';
import type { Savings } from './variant.ts';

/** What became of one turn. */
export interface TurnResult {
  turn: TrafficTurn;
  text: string;
  receipt: Receipt | null;
}

export interface DayResult {
  /** In the order of the visits, whatever the order in which they were answered. */
  turns: TurnResult[];
  billUsd: number;
  seconds: number;
}

/** Several days, each begun with empty caches, as one. */
export function pooled(days: DayResult[]): DayResult {
  return {
    turns: days.flatMap(({ turns }) => turns),
    billUsd: days.reduce((sum, day) => sum + day.billUsd, 0),
    seconds: days.reduce((sum, day) => sum + day.seconds, 0),
  };
}

const answerLimitMs = 30_000;
const visitsAtOnce = 2;

/** Plays the day through the product's own turn with these savings and nothing learned before. */
export async function runDay(
  visits: Visit[],
  savings: Savings,
  errorShares: ErrorShares,
  shop: Shop,
): Promise<DayResult> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-day-'));
  const simulator = await startChild('simulator-process.ts', {
    models: simulatedModels(visits, errorShares, savings.promptCache),
  });
  const { url } = simulator.ready as { url: string };
  const modelsFile = writeLadder(folder, url, savings.smallModel);
  const product = await openProduct(savings, modelsFile, shop);
  const startedMs = performance.now();
  try {
    const results: TurnResult[][] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < visits.length) {
        const index = next++;
        results[index] = await playVisit(visits[index] ?? [], product.desk, product.receipts);
      }
    };
    await Promise.all(Array.from({ length: visitsAtOnce }, work));
    await product.desk.idle();
    const response = await fetch(new URL('/simulator/bill', url));
    const bill = (await response.json()) as Record<string, ModelBill>;
    const seconds = (performance.now() - startedMs) / 1000;
    return { turns: results.flat(), billUsd: billUsd(bill), seconds };
  } finally {
    await product.close();
    await simulator.end();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Product {
  desk: RunningDesk;
  receipts: Map<string, Receipt>;
  close(): Promise<void>;
}

async function openProduct(savings: Savings, modelsFile: string, shop: Shop): Promise<Product> {
  const { logger, knowledge, database } = shop;
  const config = { ...shop.config, modelsFile };
  const onError = (error: unknown): void => logger.error({ err: error });
  const { dimensions } = shop.vectors.embedder;
  const answersIndex = createInProcessVectorIndex(dimensions);
  const vectors = {
    ...shop.vectors,
    answers: savings.semanticCache ? answersIndex : blindIndex(answersIndex),
    searches: createInProcessVectorIndex(dimensions),
  };
  const shared = openSharedState(config, onError);
  const switched = { ...shared, cache: switchedCache(shared.cache, savings) };
  const settings = settingsInMemory();
  const caching = openCaching(config, {
    shared: switched,
    vectors,
    reader: shop.reader,
    settings,
    documentVersions: (ids) => knowledge.store.documentVersions(ids),
    onError,
  });
  caching.learnNames(shop.names);
  const log = { info: () => {}, warn: logger.warn.bind(logger) };
  const models = openModels(config, vectors.embedder, shop.reader, settings, log);
  await models.classifier.learn(readLabelledExamples(), vectors.embedder);
  const { desk } = openAnswering({
    config,
    database,
    shared: switched,
    vectors,
    reader: shop.reader,
    knowledge,
    models,
    caching,
    budgets: new MoneyBudgets(config, systemClock),
    metrics: new PrometheusMetrics(),
    logger,
  });
  const receipts = new Map<string, Receipt>();
  desk.notices.onReceipt((receipt) => void receipts.set(receipt.messageId, receipt));
  return {
    desk,
    receipts,
    async close() {
      await models.close();
      await caching.close();
      await shared.close();
    },
  };
}

async function playVisit(
  visit: Visit,
  desk: RunningDesk,
  receipts: Map<string, Receipt>,
): Promise<TurnResult[]> {
  const visitor = { visitorId: randomUUID(), site: 'default', locale: 'en' };
  const { conversationId } = await desk.customers.open(visitor, {});
  const results: TurnResult[] = [];
  for (const turn of visit) {
    const { promise: answered, resolve } = Promise.withResolvers<{ id: string; text: string }>();
    const stop = desk.notices.onEvent((entry) => {
      if (entry.conversationId !== conversationId) return;
      if (entry.event.type === 'answer-end') resolve(entry.event.message);
      if (entry.event.type === 'hand-off-queued') resolve({ id: '', text: '' });
    });
    const timer = setTimeout(() => resolve({ id: '', text: '' }), answerLimitMs);
    await desk.customers.send(visitor, {
      conversationId,
      clientMessageId: randomUUID(),
      text: turn.text,
    });
    const { id, text } = await answered;
    clearTimeout(timer);
    stop();
    // A hit's receipt is stored after the customer has the answer.
    await desk.idle();
    results.push({ turn, text, receipt: receipts.get(id) ?? null });
  }
  return results;
}
