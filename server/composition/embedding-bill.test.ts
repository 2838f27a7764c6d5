import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { PrometheusMetrics } from '../metrics/prometheus.ts';
import type { OffPathCall, SpendingStore } from '../ports/spending-store.ts';
import { EmbeddingBill } from './embedding-bill.ts';

const begin = '2026-03-01T10:00:00.000Z';
const config = readConfig({
  EMBEDDINGS_URL: 'https://embeddings.example/v1',
  EMBEDDINGS_USD_PER_MILLION_TOKENS: '20',
});

/** A database that can be away. */
class Spending implements Pick<SpendingStore, 'addOffPath'> {
  readonly inserts: { at: string; calls: readonly OffPathCall[] }[] = [];
  isAway = false;

  async addOffPath(_purpose: string, calls: readonly OffPathCall[], at: string): Promise<void> {
    if (this.isAway) throw new Error('the database is away');
    this.inserts.push({ at, calls: [...calls] });
  }

  get tokens(): number[] {
    return this.inserts.flatMap(({ calls }) => calls.map(({ inputTokens }) => inputTokens));
  }
}

let spending: Spending;
let errors: unknown[];
let spentToday: number;
let metrics: PrometheusMetrics;
let bill: EmbeddingBill;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(begin) });
  spending = new Spending();
  errors = [];
  spentToday = 0;
  metrics = new PrometheusMetrics();
  bill = new EmbeddingBill(config, {
    spending,
    metrics,
    budgets: {
      spendToday: (usd) => {
        spentToday += usd;
      },
    },
    onError: (error) => errors.push(error),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const use = (tokens: number) => bill.add({ tokens, outcome: 'used' });

describe('the bill of embeddings', () => {
  it("counts a call towards the day and in the metrics at once, at the endpoint's price", async () => {
    use(1_000);
    bill.add({ tokens: 500, outcome: 'failed' });
    expect(spentToday).toBeCloseTo(0.03, 12);
    const page = await metrics.registry.metrics();
    expect(page).toContain('deskhand_off_path_cost_usd_total{purpose="embedding"} 0.03');
    expect(page).toContain('deskhand_cost_usd_total{model="text-embedding-3-small"} 0.03');
  });

  it('stores the calls of a second together, a row each, at their time', async () => {
    for (const tokens of [1, 2, 3]) use(tokens);
    await vi.advanceTimersByTimeAsync(5_000);
    use(4);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(spending.inserts.map(({ at, calls }) => [at, calls.length])).toEqual([
      [begin, 3],
      ['2026-03-01T10:00:05.000Z', 1],
    ]);
    expect(spending.inserts[0]?.calls[0]).toMatchObject({
      model: 'text-embedding-3-small',
      provider: 'embeddings.example',
      outcome: 'used',
      inputTokens: 1,
      outputTokens: 0,
      costUsd: 0.00002,
    });
  });

  it('keeps what a database that is away does not take, and its time', async () => {
    spending.isAway = true;
    use(1);
    await vi.advanceTimersByTimeAsync(1_500);
    use(2);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(errors.length).toBeGreaterThan(0);
    spending.isAway = false;
    await vi.advanceTimersByTimeAsync(1_500);
    expect(spending.tokens).toEqual([1, 2]);
    expect(spending.inserts[0]?.at).toBe(begin);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(spending.tokens).toEqual([1, 2]);
  });

  it('does not keep more than memory can bear, and says so', async () => {
    spending.isAway = true;
    for (let count = 0; count < 20_001; count += 1) use(1);
    expect(errors).toMatchObject([{ message: expect.stringContaining('not on the bill') }]);
    spending.isAway = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(spending.tokens).toHaveLength(20_000);
  });

  it('stores what waits at the end', async () => {
    use(1);
    await bill.close();
    expect(spending.tokens).toEqual([1]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(spending.tokens).toEqual([1]);
  });
});
