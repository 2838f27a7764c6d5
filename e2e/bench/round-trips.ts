import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder } from '../../server/ports/embedder.ts';
import { BareClient } from './bare-client.ts';
import { MetricsPage } from './metrics-page.ts';
import type { Figure } from './promises.ts';
import { median, percentile, round } from './statistics.ts';
import { TimedCustomer } from './timed-customer.ts';

/** Two questions that mean the same. */
export interface Paraphrase {
  cached: string;
  asked: string;
}

/** After an answer the product still writes its record; a customer reads meanwhile. Milliseconds. */
const readingMs = 15;

/** A customer for so many questions, then the next one: two in a row without an answer and a person takes over. */
class Visitors {
  readonly #url: string;
  readonly #questionsEach: number;
  #customer: TimedCustomer | null = null;
  #asked = 0;

  constructor(url: string, questionsEach: number) {
    this.#url = url;
    this.#questionsEach = questionsEach;
  }

  async ask(text: string): ReturnType<TimedCustomer['ask']> {
    if (this.#asked % this.#questionsEach === 0) {
      this.close();
      this.#customer = await TimedCustomer.open(this.#url);
    }
    this.#asked += 1;
    if (this.#customer === null) throw new Error('no customer');
    const answer = await this.#customer.ask(text);
    await sleep(readingMs);
    return answer;
  }

  close(): void {
    this.#customer?.close();
    this.#customer = null;
  }
}

/**
 * The exact tier: from sending a question to the whole of its answer, beside a bare server that stores the message and echoes
 * it, and one that only echoes. The three take turns, one request at a time. Throws when an answer was not an exact hit.
 */
export async function measureExactHits(
  urls: { product: string; bare: string },
  questions: string[],
  rounds: number,
): Promise<Figure[]> {
  const known = await sharedQuestions(urls.product, questions);
  const visitors = new Visitors(urls.product, 10);
  const bare = await BareClient.open(urls.bare);
  const times = { product: [] as number[], stored: [] as number[], echoed: [] as number[] };
  const before = await MetricsPage.read(urls.product);
  for (let at = 0; at < rounds; at += 1) {
    const question = known[at % known.length] ?? '';
    times.product.push((await visitors.ask(question)).endMs);
    times.stored.push(await bare.roundTripMs('message-store', question));
    await sleep(readingMs);
    times.echoed.push(await bare.roundTripMs('message-send', question));
  }
  const after = await MetricsPage.read(urls.product);
  visitors.close();
  bare.close();
  const hits = after.lookups('exact', 'hit') - before.lookups('exact', 'hit');
  if (hits !== rounds) throw new Error(`${hits} of ${rounds} answers were exact hits`);
  const [product, stored, echoed] = [times.product, times.stored, times.echoed].map(median);
  return [
    against('exact hit, against store and echo', times.product, stored, {
      of: 'ratio',
      at: 'most',
      limit: 2,
    }),
    against('exact hit, against a plain echo', times.product, echoed),
    {
      figure: 'exact hit, p99 against p99 of store and echo',
      value: round(percentile(times.product, 0.99)),
      unit: 'ms',
      baseline: round(percentile(times.stored, 0.99)),
      ratio: round(percentile(times.product, 0.99) / percentile(times.stored, 0.99)),
      n: rounds,
    },
    {
      figure: 'exact hit, more than store and echo',
      value: round((product ?? 0) - (stored ?? 0)),
      unit: 'ms',
      n: rounds,
    },
    {
      figure: 'event loop delay p99, one customer at a time',
      value: round(after.loopDelayMs.p99),
      unit: 'ms',
      n: rounds,
    },
  ];
}

/**
 * The semantic tier: what a hit takes beyond an exact hit and the embedding of its question, each question asked once, so that
 * nothing of it is known before. On the way, how long the first text of a miss takes.
 */
export async function measureSemanticHits(
  url: string,
  paraphrases: Paraphrase[],
  embedder: Embedder,
): Promise<Figure[]> {
  const visitors = new Visitors(url, 1);
  const firstTexts: number[] = [];
  const hits: { semanticMs: number; exactMs: number; embeddingMs: number }[] = [];
  for (const { cached, asked } of paraphrases) {
    firstTexts.push((await visitors.ask(cached)).firstTextMs);
    await embedder.embed([cached], 'question');
    const before = await MetricsPage.read(url);
    const semantic = await visitors.ask(asked);
    const after = await MetricsPage.read(url);
    if (after.lookups('semantic', 'hit') === before.lookups('semantic', 'hit')) continue;
    const startedMs = performance.now();
    await embedder.embed([asked], 'question');
    const embeddingMs = performance.now() - startedMs;
    const exact = await visitors.ask(cached);
    hits.push({ semanticMs: semantic.endMs, exactMs: exact.endMs, embeddingMs });
  }
  visitors.close();
  const beyond = hits.map((hit) => hit.semanticMs - hit.exactMs - hit.embeddingMs);
  return [
    {
      figure: 'semantic hit, beyond an exact hit and the embedding',
      value: round(median(beyond)),
      unit: 'ms',
      baseline: round(median(hits.map(({ embeddingMs }) => embeddingMs))),
      n: hits.length,
      promise: { of: 'value', at: 'most', limit: 3 },
    },
    {
      figure: 'semantic hit, whole round trip',
      value: round(median(hits.map(({ semanticMs }) => semanticMs))),
      unit: 'ms',
      n: hits.length,
    },
    {
      figure: 'first text of a miss, extractive answerer',
      value: round(median(firstTexts)),
      unit: 'ms',
      n: firstTexts.length,
    },
  ];
}

/** Asks everything twice and keeps what the second time came from the exact tier. */
async function sharedQuestions(url: string, questions: string[]): Promise<string[]> {
  const visitors = new Visitors(url, 2);
  const shared: string[] = [];
  for (const question of questions) {
    await visitors.ask(question);
    const before = await MetricsPage.read(url);
    await visitors.ask(question);
    const after = await MetricsPage.read(url);
    if (after.lookups('exact', 'hit') > before.lookups('exact', 'hit')) shared.push(question);
  }
  visitors.close();
  if (shared.length === 0) throw new Error('no question was answered from the exact tier');
  return shared;
}

function against(
  figure: string,
  values: number[],
  baseline = Number.NaN,
  promise?: Figure['promise'],
): Figure {
  const value = median(values);
  return {
    figure,
    value: round(value),
    unit: 'ms',
    baseline: round(baseline),
    ratio: round(value / baseline),
    n: values.length,
    ...(promise === undefined ? {} : { promise }),
  };
}
