import { setTimeout as sleep } from 'node:timers/promises';
import { askedBy, type LongAnswer } from './long-articles.ts';
import type { Figure } from './promises.ts';
import { median, round } from './statistics.ts';
import { TimedCustomer } from './timed-customer.ts';

const pauseMs = 100;

/**
 * What the product adds to a model's first token: a miss of all caches, beside asking the model itself. An answer is left alone
 * once its first text is there, and its customer leaves.
 */
export async function measureFirstTokens(
  product: string,
  provider: string,
  answers: LongAnswer[],
  modelMs: number,
): Promise<Figure[]> {
  const times = { product: [] as number[], model: [] as number[] };
  for (const [customer, { question }] of answers.entries()) {
    const visitor = await TimedCustomer.open(product);
    times.product.push(await visitor.firstTextMs(askedBy(question, customer)));
    visitor.close();
    times.model.push(await modelFirstTokenMs(provider, question));
    await sleep(pauseMs);
  }
  const [through, direct] = [median(times.product), median(times.model)];
  return [
    {
      figure: `first text of a miss, model of ${modelMs} ms`,
      value: round(through),
      unit: 'ms',
      baseline: round(direct),
      ratio: round(through / direct),
      n: times.product.length,
    },
    {
      figure: 'added to the first token of the model, the wait for a bad draft included',
      value: round(through - direct),
      unit: 'ms',
      n: times.product.length,
    },
  ];
}

async function modelFirstTokenMs(provider: string, question: string): Promise<number> {
  const leaving = new AbortController();
  const startedMs = performance.now();
  const response = await fetch(`${provider}/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      model: 'writer',
      stream: true,
      messages: [{ role: 'user', content: question }],
    }),
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  const firstMs = performance.now() - startedMs;
  leaving.abort();
  return firstMs;
}
