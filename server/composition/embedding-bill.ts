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

/** Puts each call to an embeddings endpoint on the bill, off the path: nobody waits for it, and a database that is away loses it. */
export function embeddingBill(
  { embeddingsUsdPerMillionTokens, embeddingsModel, embeddingsUrl }: Config,
  { spending, budgets, metrics, onError }: EmbeddingBillParts,
): (use: EmbeddingUse) => void {
  const provider = embeddingsUrl === undefined ? '' : new URL(embeddingsUrl).host;
  return ({ tokens }) => {
    const call: OffPathCall = {
      model: embeddingsModel,
      provider,
      outcome: 'used',
      inputTokens: tokens,
      cachedInputTokens: 0,
      outputTokens: 0,
      costUsd: (tokens * embeddingsUsdPerMillionTokens) / 1e6,
    };
    metrics.observeCall(call);
    metrics.offPath('embedding', [call]);
    budgets.spendToday(call.costUsd);
    spending.addOffPath('embedding', [call], new Date().toISOString()).catch(onError);
  };
}
