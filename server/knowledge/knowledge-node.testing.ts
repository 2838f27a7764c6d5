import type { Pool } from 'pg';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { PostgresKnowledgeStore } from '../adapters/postgres/knowledge-store.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { createFileReader } from './ingestion/file-reader.ts';
import { KnowledgeBase } from './knowledge-base.ts';
import { PassageEmbedder } from './passage-embedding.ts';
import { PassageVectors } from './passage-vectors.ts';
import { LexicalIndex } from './retrieval/lexical-index.ts';

/** The knowledge base of one server process, over real stores. */
export interface KnowledgeNode {
  base: KnowledgeBase;
  store: KnowledgeStore;
  lexical: LexicalIndex;
  index: VectorIndex;
  embedding: PassageEmbedder;
  /** Texts of which this process made a vector. */
  embedded: string[];
  /** Each eviction, with what was found by words at that moment. */
  evictions: { documentIds: string[]; passages: number }[];
  errors: unknown[];
  save(fileName: string, text: string): ReturnType<KnowledgeBase['save']>;
  /** Document ids found by words, best first. */
  byWords(question: string): string[];
  /** Texts found by meaning, best first. */
  byMeaning(question: string): Promise<string[]>;
}

const scope = { audience: 'public', locale: 'en', site: 'shop' } as const;
const workerUrl = new URL('../composition/ingestion-worker.ts', import.meta.url);

export const fileDefaults = { source: 'upload', audience: 'public', locale: 'en' } as const;

/** `makesVectors`: whether an edit is followed by its vectors by itself. */
export function openKnowledgeNode(
  pool: Pool,
  embedder: Embedder,
  { makesVectors = false, index = createInProcessVectorIndex(embedder.dimensions) } = {},
): KnowledgeNode {
  const store = new PostgresKnowledgeStore(pool);
  const lexical = new LexicalIndex();
  const embedded: string[] = [];
  const evictions: KnowledgeNode['evictions'] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const recording: Embedder = {
    ...embedder,
    embed(texts, priority) {
      embedded.push(...texts);
      return embedder.embed(texts, priority);
    },
  };
  const vectors = new PassageVectors({ store, index, embedder, onError });
  const embedding = new PassageEmbedder({
    store,
    vectors,
    embedder: recording,
    onProgress: () => {},
    onError,
    pauseMs: 20,
  });
  const base = new KnowledgeBase({
    store,
    vectors,
    lexical,
    embedder,
    readFile: createFileReader({ tokenizer: gptTokenizer, workerUrl }),
    async evict(documentIds) {
      evictions.push({ documentIds, passages: lexical.size });
    },
    requestVectors: () => {
      if (makesVectors) void embedding.embedMissing();
    },
    onChange: () => {},
  });
  return {
    base,
    store,
    lexical,
    index,
    embedding,
    embedded,
    evictions,
    errors,
    save: (fileName, text) => base.save(fileName, new TextEncoder().encode(text), fileDefaults),
    byWords: (question) =>
      lexical.search(question, scope, 10).map(({ entry }) => entry.passage.documentId),
    async byMeaning(question) {
      const [vector] = await embedder.embed([question], 'question');
      if (vector === undefined) return [];
      const found = await index.search({ vector, limit: 10, minScore: 0.3 });
      return found.flatMap(({ id }) => lexical.get(id)?.passage.text ?? []);
    },
  };
}
