import { createHash } from 'node:crypto';
import type { Embedder } from '../ports/embedder.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';
import type { HeadingIndex } from './retrieval/heading-index.ts';
import { passageHeading } from './retrieval/passage-text.ts';

export interface HeadingEmbeddingParts {
  store: KnowledgeStore;
  headings: HeadingIndex;
  embedder: Embedder;
}

/** Headings embedded between two writes. */
const batchSize = 16;

/** Makes the vectors of headings that have none yet, keeps them by content, and fills the index from what there is. */
export async function embedHeadings(
  { store, headings, embedder }: HeadingEmbeddingParts,
  signal: AbortSignal,
): Promise<void> {
  const passages = await store.allPassages();
  const texts = [...new Set(passages.map(passageHeading))];
  const known = await store.vectorsByHash(embedder.modelId, texts.map(hashOf));
  const fill = () => headings.replaceAll(passages, (text) => known.get(hashOf(text)));
  fill();
  const missing = texts.filter((text) => !known.has(hashOf(text)));
  for (let start = 0; start < missing.length && !signal.aborted; start += batchSize) {
    const batch = missing.slice(start, start + batchSize);
    const vectors = await embedder.embed(batch, 'ingestion');
    const made = batch.flatMap((text, position) => {
      const vector = vectors[position];
      return vector === undefined ? [] : [{ contentHash: hashOf(text), vector }];
    });
    await store.saveVectors(embedder.modelId, made);
    for (const { contentHash, vector } of made) known.set(contentHash, vector);
  }
  if (missing.length > 0) fill();
}

/** Never the hash of a passage, whose text is longer than its heading. */
function hashOf(heading: string): string {
  return createHash('sha256').update(`heading\n${heading}`).digest('hex');
}
