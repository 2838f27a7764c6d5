import type { EmbeddingUse } from '../adapters/openai/embedder.ts';
import type { Config } from '../config.ts';
import type { PrometheusMetrics } from '../metrics/prometheus.ts';
import type { OffPathCall, SpendingStore } from '../ports/spending-store.ts';
import type { MoneyBudgets } from '../routing/money-budgets.ts';

export interface EmbeddingBillParts {
  spending: Pick<SpendingStore, 'addOffPath'>;
  budgets: Pick<MoneyBudgets, 'spendToday'>;
  metrics: Pick<PrometheusMetrics, 'observeCall' | 'offPath'>;
  onError(error: unknown): void;
}

/** Calls of one second, stored together. */
interface Batch {
  at: string;
  calls: OffPathCall[];
}

/** A process that is killed loses at most what it embedded in so long. Milliseconds. */
const storeAfterMs = 1_000;

/** Most calls that wait for a database that is away; more of them are lost, and told of. */
const mostWaiting = 20_000;

/**
 * Puts each call to an embeddings endpoint on the bill, off the path: nobody waits for it. What a database that is away does not
 * take is tried again with what comes later, and at the end.
 */
export class EmbeddingBill {
  readonly #config: Config;
  readonly #parts: EmbeddingBillParts;
  readonly #batches: Batch[] = [];
  #open: Batch | null = null;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #storing: Promise<void> | null = null;

  constructor(config: Config, parts: EmbeddingBillParts) {
    this.#config = config;
    this.#parts = parts;
  }

  readonly add = ({ tokens, outcome }: EmbeddingUse): void => {
    const { embeddingsUsdPerMillionTokens, embeddingsModel, embeddingsUrl } = this.#config;
    const { metrics, budgets } = this.#parts;
    const call: OffPathCall = {
      model: embeddingsModel,
      provider: embeddingsUrl === undefined ? '' : new URL(embeddingsUrl).host,
      outcome,
      inputTokens: tokens,
      cachedInputTokens: 0,
      outputTokens: 0,
      costUsd: (tokens * embeddingsUsdPerMillionTokens) / 1e6,
    };
    metrics.observeCall(call);
    metrics.offPath('embedding', [call]);
    budgets.spendToday(call.costUsd);
    this.#wait(call);
  };

  /** Stores what waits. To be called after the embedder is closed and before the database is. */
  async close(): Promise<void> {
    await this.#storing;
    clearTimeout(this.#timer);
    await this.#store();
  }

  #wait(call: OffPathCall): void {
    if (this.#waiting >= mostWaiting) {
      this.#parts.onError(new Error('embeddings are not on the bill: too many wait for it'));
      return;
    }
    if (this.#open === null) {
      this.#open = { at: new Date().toISOString(), calls: [] };
      this.#batches.push(this.#open);
    }
    this.#open.calls.push(call);
    this.#waiting += 1;
    this.#storeLater();
  }

  #storeLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#storing = this.#store().finally(() => {
        this.#storing = null;
        if (this.#batches.length > 0) this.#storeLater();
      });
    }, storeAfterMs).unref();
  }

  /** Never rejects. The timer counts as set until it is through, so that no two of them store the same. */
  async #store(): Promise<void> {
    this.#open = null;
    try {
      for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
        if (batch === this.#open) break;
        await this.#parts.spending.addOffPath('embedding', batch.calls, batch.at);
        this.#batches.shift();
        this.#waiting -= batch.calls.length;
      }
    } catch (error) {
      this.#parts.onError(error);
    }
    this.#timer = undefined;
  }
}
