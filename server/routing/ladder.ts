import type { LanguageModel } from '../ports/language-model.ts';
import type { ModelLimits, ModelTimeouts, Prices } from './model-card.ts';

export type Tier = 'small' | 'large' | 'extractive';

/** A model that can be called, with all that choosing and calling it needs to know. */
export interface Rung {
  id: string;
  provider: string;
  tier: Tier;
  model: LanguageModel;
  prices: Prices;
  contextWindow: number;
  limits: ModelLimits;
  timeouts: ModelTimeouts;
}

/** The last resort: free, in process, always there. */
export function extractiveRung(model: LanguageModel): Rung {
  return {
    id: model.id,
    provider: model.provider,
    tier: 'extractive',
    model,
    prices: { input: 0, output: 0, cachedInput: 0 },
    contextWindow: Number.POSITIVE_INFINITY,
    limits: { concurrency: 10_000 },
    timeouts: { firstTokenMs: 5_000, gapMs: 5_000, totalMs: 10_000 },
  };
}
