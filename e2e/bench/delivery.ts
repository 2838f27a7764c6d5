import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child-process.ts';
import type { LoadPlan, LoadResult } from './load-protocol.ts';
import { askedBy, type LongAnswer } from './long-articles.ts';
import { MetricsPage } from './metrics-page.ts';
import type { Figure } from './promises.ts';
import { round } from './statistics.ts';

/** So many customers, whose answers all stream at once. */
export interface DeliveryCase {
  connections: number;
  /** Answers being written at the same time; more customers than that ask the same and share one. */
  generations: number;
  /** They begin to ask spread over so long. */
  rampMs: number;
  /** What arrives from then on is counted, since the first question: all are being answered. */
  fromMs: number;
  windowMs: number;
}

export interface DeliveryParts {
  product: string;
  bare: string;
  answers: LongAnswer[];
  tokensPerSecond: number;
  firstTokenMs: number;
  charactersPerToken: number;
}

interface Delivered extends LoadResult {
  tokensPerSecond: number;
  connectionKiB: number;
  loopDelayMs: { p50: number; p99: number };
  cpuShare: number;
}

/** How long a server is left alone before its memory is read. Milliseconds. */
const settleMs = 1_000;

/**
 * Tokens that reach the customers while all of them are being answered, at a pace that the provider sets, beside a bare server
 * that emits the same text with the same envelope at the same pace; memory a connection and the event loops' delay on the way.
 */
export async function measureDelivery(
  wanted: DeliveryCase,
  parts: DeliveryParts,
): Promise<Figure[]> {
  const product = await deliver('product', wanted, parts);
  await sleep(settleMs);
  const bare = await deliver('bare', wanted, parts);
  const to = `to ${wanted.connections} connections`;
  const compare = (figure: string, unit: string, of: (one: Delivered) => number): Figure => ({
    figure: `${figure}, ${to}`,
    value: round(of(product)),
    unit,
    baseline: round(of(bare)),
    ratio: round(of(product) / of(bare)),
    n: wanted.connections,
  });
  // With few connections the growth of the process itself, by its first requests, outweighs theirs.
  const memory = compare('memory a connection', 'KiB', (one) => one.connectionKiB);
  return [
    ...(wanted.connections >= 1_000 ? [memory] : []),
    {
      ...compare('tokens a second delivered', 'tokens/s', (one) => one.tokensPerSecond),
      promise: { of: 'ratio', at: 'least', limit: 0.7 },
    },
    compare('customers being answered all the while', 'customers', (one) => one.streaming),
    compare('first text p50, model 200 ms', 'ms', (one) => one.firstTextMs.p50),
    compare('first text p99, model 200 ms', 'ms', (one) => one.firstTextMs.p99),
    compare('deltas a second', 'events/s', (one) => (one.deltas / wanted.windowMs) * 1000),
    compare('event loop delay p50', 'ms', (one) => one.loopDelayMs.p50),
    compare('event loop delay p99', 'ms', (one) => one.loopDelayMs.p99),
    compare('processor', 'cores', (one) => one.cpuShare),
  ];
}

const cacheHits = (page: MetricsPage) =>
  page.lookups('exact', 'hit') + page.lookups('semantic', 'hit');

async function deliver(
  target: 'product' | 'bare',
  { connections, generations, rampMs, fromMs, windowMs }: DeliveryCase,
  parts: DeliveryParts,
): Promise<Delivered> {
  const url = parts[target];
  const before = await MetricsPage.read(url);
  const plan: LoadPlan = {
    target,
    url,
    connections,
    questions: Array.from({ length: generations }, (_, customer) =>
      askedBy(parts.answers[customer % parts.answers.length]?.question ?? '', customer),
    ),
    rampMs,
    window: { fromMs, toMs: fromMs + windowMs },
    tokensPerSecond: parts.tokensPerSecond,
    firstTokenMs: parts.firstTokenMs,
  };
  const load = await startChild('load-process.ts', plan);
  try {
    await sleep(settleMs);
    const connected = await MetricsPage.read(url);
    const result = load.ask('go') as Promise<LoadResult>;
    await sleep(fromMs);
    const began = await MetricsPage.read(url);
    const counted = await result;
    const ended = await MetricsPage.read(url);
    if (cacheHits(ended) > cacheHits(before)) throw new Error('the caches answered');
    return {
      ...counted,
      tokensPerSecond: (counted.characters / parts.charactersPerToken / windowMs) * 1000,
      connectionKiB: (connected.residentBytes - before.residentBytes) / 1024 / connections,
      loopDelayMs: ended.loopDelayMs,
      cpuShare: ((ended.cpuSeconds - began.cpuSeconds) / windowMs) * 1000,
    };
  } finally {
    await load.end();
  }
}
