import { createExtractiveModel } from '../adapters/extractive/extractive-model.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { OpenAiModel } from '../adapters/openai/model.ts';
import type { Config } from '../config.ts';
import type { Embedder } from '../ports/embedder.ts';
import { extractiveRung, type Rung } from '../routing/ladder.ts';
import { type CatalogLog, ModelCatalog } from '../routing/model-catalog.ts';
import { ProviderGuards } from '../routing/provider-guards.ts';
import { UsageEstimator } from '../routing/usage-estimator.ts';
import type { GenerateDependencies } from '../stages/generation/generation.ts';

export interface Models {
  catalog: ModelCatalog;
  extractive: Rung;
  generation: GenerateDependencies;
  close(): void;
}

/** The ladder of `models.yaml`, with the extractive answerer below it. */
export function openModels(
  config: Pick<Config, 'modelsFile' | 'secret'>,
  embedder: Embedder,
  log: CatalogLog,
): Models {
  const catalog = new ModelCatalog({
    file: config.modelsFile,
    secret: config.secret,
    log,
    connect: (card, apiKey) =>
      new OpenAiModel({
        id: card.id,
        provider: card.provider,
        model: card.model,
        baseUrl: card.baseUrl,
        request: card.request,
        ...(apiKey === undefined ? {} : { apiKey }),
      }),
  });
  catalog.watch();
  return {
    catalog,
    extractive: extractiveRung(createExtractiveModel({ embedder })),
    generation: {
      clock: systemClock,
      guards: new ProviderGuards(systemClock),
      usage: new UsageEstimator(gptTokenizer),
    },
    close: () => catalog.close(),
  };
}
