import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { OpenAiEmbedder } from '../adapters/openai/embedder.ts';
import type { Config } from '../config.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { VectorIndex } from '../ports/vector-index.ts';

export interface Vectors {
  embedder: Embedder;
  /** Passages, answers and searches are never mixed. */
  passages: VectorIndex;
  answers: VectorIndex;
  searches: VectorIndex;
  close(): Promise<void>;
}

export function openEmbedder(config: Config): Embedder {
  const { embeddingsUrl, embeddingsModel, embeddingsDimensions, embeddingsApiKey } = config;
  if (embeddingsUrl === undefined) return startOnnxEmbedder();
  return new OpenAiEmbedder({
    baseUrl: embeddingsUrl,
    model: embeddingsModel,
    dimensions: embeddingsDimensions,
    ...(embeddingsApiKey === undefined ? {} : { apiKey: embeddingsApiKey }),
  });
}

/** The embedder and an index for each kind of vector, all of its model alone. */
export function openVectors(config: Config): Vectors {
  const embedder = openEmbedder(config);
  const index = () => createInProcessVectorIndex(embedder.dimensions);
  const [passages, answers, searches] = [index(), index(), index()];
  return {
    embedder,
    passages,
    answers,
    searches,
    async close() {
      await Promise.all([embedder.close(), passages.close(), answers.close(), searches.close()]);
    },
  };
}
