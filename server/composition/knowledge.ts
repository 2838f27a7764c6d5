import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { PostgresKnowledgeStore } from '../adapters/postgres/knowledge-store.ts';
import type { Config } from '../config.ts';
import { FolderSource } from '../knowledge/folder-source.ts';
import { embedHeadings } from '../knowledge/heading-embedding.ts';
import { IngestionDesk } from '../knowledge/ingestion-desk.ts';
import { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { type EmbeddingProgress, embedMissingPassages } from '../knowledge/passage-embedding.ts';
import { HeadingIndex } from '../knowledge/retrieval/heading-index.ts';
import { LexicalIndex } from '../knowledge/retrieval/lexical-index.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';
import type { Database } from './database.ts';
import type { Vectors } from './vectors.ts';

export interface Knowledge {
  store: KnowledgeStore;
  base: KnowledgeBase;
  folder: FolderSource;
  ingestion: IngestionDesk;
  lexical: LexicalIndex;
  headings: HeadingIndex;
  /** Makes missing vectors until there are none; a request meanwhile makes it look again. */
  embedMissing: () => Promise<void>;
  close(): void;
}

export function openKnowledge(
  config: Pick<Config, 'knowledgeFolder'>,
  { pool }: Database,
  vectors: Vectors,
  parts: {
    evict: (documentIds: string[]) => Promise<unknown>;
    /** Hears of each batch of vectors made. */
    onEmbedding: (progress: EmbeddingProgress) => void;
    onChange: () => void;
    onError: (error: unknown) => void;
  },
): Knowledge {
  const store = new PostgresKnowledgeStore(pool);
  const lexical = new LexicalIndex();
  const headings = new HeadingIndex();
  const closing = new AbortController();
  const { embedder, passages: index } = vectors;
  let wanted = false;
  let working: Promise<void> | null = null;

  const work = async (): Promise<void> => {
    do {
      wanted = false;
      await embedMissingPassages(
        { store, index, lexical, embedder },
        parts.onEmbedding,
        closing.signal,
      );
      await embedHeadings({ store, headings, embedder }, closing.signal);
    } while (wanted && !closing.signal.aborted);
  };
  const embedMissing = (): Promise<void> => {
    wanted = true;
    working ??= work().finally(() => {
      working = null;
    });
    return working;
  };
  const base = new KnowledgeBase({
    store,
    index,
    lexical,
    embedder,
    tokenizer: gptTokenizer,
    evict: parts.evict,
    onChange: parts.onChange,
    requestVectors: () => void embedMissing().catch(parts.onError),
  });
  const folder = new FolderSource(config.knowledgeFolder, base);
  return {
    store,
    base,
    folder,
    ingestion: new IngestionDesk(base, folder),
    lexical,
    headings,
    embedMissing,
    close: () => closing.abort(),
  };
}
