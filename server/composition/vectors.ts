import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { type EmbeddingUse, OpenAiEmbedder } from '../adapters/openai/embedder.ts';
import { createQdrantVectorIndex } from '../adapters/qdrant/vector-index.ts';
import { searchVectorFields } from '../caching/fragment-cache.ts';
import { answerVectorFields } from '../caching/semantic-index.ts';
import type { Config } from '../config.ts';
import { passageVectorFields } from '../knowledge/retrieval/search-scope.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { VectorIndex } from '../ports/vector-index.ts';

export interface Vectors {
  embedder: Embedder;
  /** Passages, answers and searches are never mixed. */
  passages: VectorIndex;
  answers: VectorIndex;
  searches: VectorIndex;
  /** The indexes live in this process: they begin empty and nobody else fills them. */
  areLocal: boolean;
  close(): Promise<void>;
}

/** `onUse` hears of what an endpoint charges for. */
export function openEmbedder(config: Config, onUse?: (use: EmbeddingUse) => void): Embedder {
  const { embeddingsUrl, embeddingsModel, embeddingsDimensions, embeddingsApiKey } = config;
  if (embeddingsUrl === undefined) return startOnnxEmbedder();
  return new OpenAiEmbedder({
    baseUrl: embeddingsUrl,
    model: embeddingsModel,
    dimensions: embeddingsDimensions,
    countTokens: gptTokenizer.count,
    ...(embeddingsApiKey === undefined ? {} : { apiKey: embeddingsApiKey }),
    ...(onUse && { onUse }),
  });
}

/** The embedder and an index for each kind of vector, all of its model alone: in Qdrant where one is set, else in this process. */
export function openVectors(config: Config, onUse?: (use: EmbeddingUse) => void): Vectors {
  const embedder = openEmbedder(config, onUse);
  const passages = openIndex(config, embedder, 'passages', passageVectorFields);
  const answers = openIndex(config, embedder, 'answers', answerVectorFields);
  const searches = openIndex(config, embedder, 'searches', searchVectorFields);
  return {
    embedder,
    passages,
    answers,
    searches,
    areLocal: config.qdrantUrl === undefined,
    async close() {
      await Promise.all([embedder.close(), passages.close(), answers.close(), searches.close()]);
    },
  };
}

function openIndex(
  { qdrantUrl, qdrantApiKey }: Pick<Config, 'qdrantUrl' | 'qdrantApiKey'>,
  { modelId, dimensions }: Pick<Embedder, 'modelId' | 'dimensions'>,
  kind: 'passages' | 'answers' | 'searches',
  indexedFields: readonly string[],
): VectorIndex {
  if (qdrantUrl === undefined) return createInProcessVectorIndex(dimensions);
  return createQdrantVectorIndex({
    url: qdrantUrl,
    collection: `deskhand-${kind}-${modelId.replaceAll(/[^\w.-]/g, '_')}`,
    dimensions,
    indexedFields,
    ...(qdrantApiKey === undefined ? {} : { apiKey: qdrantApiKey }),
  });
}
