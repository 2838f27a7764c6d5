import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '../../../shared/receipt.ts';
import type { ModelBill } from '../../simulator/script.ts';
import { startChild } from '../child-process.ts';
import { askDesk, openProduct, type Product } from '../product.ts';
import type { Shop } from '../shop.ts';
import { billUsd, type ErrorShares, simulatedModels, writeLadder } from './ladder.ts';
import { blindIndex, switchedCache } from './switched-parts.ts';
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
  const product = await openSwitched(savings, modelsFile, shop);
  const startedMs = performance.now();
  try {
    const results: TurnResult[][] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < visits.length) {
        const index = next++;
        results[index] = await playVisit(visits[index] ?? [], product);
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

function openSwitched(savings: Savings, modelsFile: string, shop: Shop): Promise<Product> {
  return openProduct(shop, {
    modelsFile,
    cache: (cache) => switchedCache(cache, savings),
    ...(savings.semanticCache ? {} : { answersIndex: blindIndex }),
  });
}

async function playVisit(visit: Visit, product: Product): Promise<TurnResult[]> {
  const visitor = { visitorId: randomUUID(), site: 'default', locale: 'en' };
  const { conversationId } = await product.desk.customers.open(visitor, {});
  const results: TurnResult[] = [];
  for (const turn of visit) {
    const { text, receipt } = await askDesk(product, visitor, conversationId, turn.text);
    results.push({ turn, text, receipt });
  }
  return results;
}
