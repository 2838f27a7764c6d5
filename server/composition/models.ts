import { createExtractiveModel } from '../adapters/extractive/extractive-model.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { OpenAiModel } from '../adapters/openai/model.ts';
import type { Config } from '../config.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { Reader } from '../ports/reader.ts';
import type { SettingStore } from '../ports/setting-store.ts';
import { extractiveRung, type Rung } from '../routing/ladder.ts';
import { type CatalogLog, ModelCatalog } from '../routing/model-catalog.ts';
import { ProviderGuards } from '../routing/provider-guards.ts';
import { RouteLearning } from '../routing/route-learning.ts';
import { StickyModels } from '../routing/sticky-models.ts';
import { TaskClassifier } from '../routing/task-classifier.ts';
import { UsageEstimator } from '../routing/usage-estimator.ts';
import type { GenerateDependencies } from '../stages/generation/generation.ts';

export interface Models {
  catalog: ModelCatalog;
  extractive: Rung;
  generation: GenerateDependencies;
  classifier: TaskClassifier;
  learning: RouteLearning;
  sticky: StickyModels;
  close(): Promise<void>;
}

/** How often a node tells the others what it learned, and hears of what they learned and admins chose. Milliseconds. */
const refreshEveryMs = 15_000;

/** The ladder of `models.yaml`, with the extractive answerer below it. */
export function openModels(
  config: Pick<Config, 'modelsFile' | 'secret'>,
  embedder: Embedder,
  reader: Reader | null,
  settings: SettingStore,
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
  const learning = new RouteLearning(settings, systemClock);
  const refresh = () =>
    learning
      .refresh()
      .catch((err: unknown) => log.warn({ err }, 'lessons of routing were not exchanged'));
  void refresh();
  const refreshing = setInterval(refresh, refreshEveryMs);
  refreshing.unref();
  return {
    classifier: new TaskClassifier(),
    learning,
    sticky: new StickyModels(systemClock),
    catalog,
    extractive: extractiveRung(createExtractiveModel({ embedder, ...(reader && { reader }) })),
    generation: {
      clock: systemClock,
      guards: new ProviderGuards(systemClock),
      usage: new UsageEstimator(gptTokenizer),
    },
    async close() {
      clearInterval(refreshing);
      catalog.close();
      await refresh();
    },
  };
}
