import type { Embedder } from '../ports/embedder.ts';
import type { KnowledgeStore, Passage } from '../ports/knowledge-store.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import type { LexicalIndex } from './retrieval/lexical-index.ts';
import { textToEmbed } from './retrieval/passage-text.ts';
import { passagePayload } from './retrieval/search-scope.ts';

export interface PassageEmbeddingParts {
  store: KnowledgeStore;
  index: VectorIndex;
  lexical: LexicalIndex;
  embedder: Embedder;
}

export interface EmbeddingProgress {
  done: number;
  total: number;
}

/** Passages embedded between two writes: a restart loses at most so many. */
const batchSize = 8;

/**
 * Makes the vectors that are missing, batch by batch, and puts each into the index as it is there. A passage that was replaced
 * meanwhile keeps its vector in the store, by its content, but does not enter the index.
 */
export async function embedMissingPassages(
  parts: PassageEmbeddingParts,
  onProgress: (progress: EmbeddingProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { store, embedder } = parts;
  const passages = await store.allPassages();
  const byHash = Map.groupBy(passages, (passage) => passage.contentHash);
  const known = await store.vectorsByHash(embedder.modelId, [...byHash.keys()]);
  const missing = [...byHash.entries()].filter(([hash]) => !known.has(hash));
  const total = byHash.size;
  let done = known.size;
  onProgress({ done, total });
  for (let start = 0; start < missing.length && !signal.aborted; start += batchSize) {
    const batch = missing.slice(start, start + batchSize);
    await embedBatch(batch, parts);
    done += batch.length;
    onProgress({ done, total });
  }
}

async function embedBatch(
  batch: [string, Passage[]][],
  parts: PassageEmbeddingParts,
): Promise<void> {
  const { store, index, lexical, embedder } = parts;
  const texts = batch.flatMap(([, [first]]) => (first === undefined ? [] : [textToEmbed(first)]));
  const vectors = await embedder.embed(texts, 'ingestion');
  const made = batch.flatMap(([contentHash, passages], position) => {
    const vector = vectors[position];
    return vector === undefined ? [] : [{ contentHash, passages, vector }];
  });
  await store.saveVectors(
    embedder.modelId,
    made.map(({ contentHash, vector }) => ({ contentHash, vector })),
  );
  const points = made.flatMap(({ passages, vector }) =>
    passages
      .filter((passage) => lexical.get(passage.id) !== undefined)
      .map((passage) => ({ id: passage.id, vector, payload: passagePayload(passage) })),
  );
  if (points.length > 0) await index.upsert(points);
}
