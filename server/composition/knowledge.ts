import { statSync } from 'node:fs';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { PostgresIngestionJobStore } from '../adapters/postgres/ingestion-job-store.ts';
import { PostgresJobQueue } from '../adapters/postgres/job-queue.ts';
import { PostgresKnowledgeStore } from '../adapters/postgres/knowledge-store.ts';
import { type Config, settings } from '../config.ts';
import { DeskhandError } from '../errors.ts';
import { FolderSource } from '../knowledge/folder-source.ts';
import { embedHeadings } from '../knowledge/heading-embedding.ts';
import { createFileReader } from '../knowledge/ingestion/file-reader.ts';
import { IngestionDesk } from '../knowledge/ingestion-desk.ts';
import { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { type EmbeddingProgress, PassageEmbedder } from '../knowledge/passage-embedding.ts';
import { PassageVectors } from '../knowledge/passage-vectors.ts';
import { HeadingIndex } from '../knowledge/retrieval/heading-index.ts';
import { LexicalIndex } from '../knowledge/retrieval/lexical-index.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';
import type { Database } from './database.ts';
import { quieted } from './quieted.ts';
import type { Vectors } from './vectors.ts';

export interface Knowledge {
  store: KnowledgeStore;
  base: KnowledgeBase;
  folder: FolderSource;
  ingestion: IngestionDesk;
  lexical: LexicalIndex;
  headings: HeadingIndex;
  /** Takes in what waits in the database, and follows what other processes change. */
  start(): Promise<void>;
  /** Makes missing vectors until there are none; a request meanwhile makes it look again. Never rejects. */
  embedMissing: () => Promise<void>;
  close(): Promise<void>;
}

/** How often this process looks for what others changed; a question looks for itself. Milliseconds. */
const followEveryMs = 2_000;

const workerUrl = new URL('./ingestion-worker.ts', import.meta.url);

/** Throws `setting-invalid` when the knowledge folder is not there. */
export function requireKnowledgeFolder({ knowledgeFolder }: Pick<Config, 'knowledgeFolder'>): void {
  if (statSync(knowledgeFolder, { throwIfNoEntry: false })?.isDirectory()) return;
  const { name } = settings.knowledgeFolder;
  throw new DeskhandError('setting-invalid', {
    message: `${name}: allowed is a folder; ${JSON.stringify(knowledgeFolder)} is none.`,
  });
}

export function openKnowledge(
  config: Pick<Config, 'knowledgeFolder' | 'databaseUrl'>,
  { pool }: Database,
  { embedder, passages: index }: Vectors,
  parts: {
    evict: (documentIds: string[]) => Promise<unknown>;
    /** Hears of each batch of vectors made from the first `embedMissing` until every passage has one. */
    onEmbedding: (progress: EmbeddingProgress) => void;
    onChange: () => void;
    onError: (error: unknown) => void;
  },
): Knowledge {
  const store = new PostgresKnowledgeStore(pool);
  const lexical = new LexicalIndex();
  const headings = new HeadingIndex();
  const onError = quieted(parts.onError);
  const vectors = new PassageVectors({ store, index, embedder, onError });
  let isReporting = false;
  const embedding = new PassageEmbedder({
    store,
    vectors,
    embedder,
    onProgress(progress) {
      if (isReporting) parts.onEmbedding(progress);
    },
    // The embedded database has no second process to keep away, and a killed one must not be waited for.
    ...(config.databaseUrl === undefined ? { leaseMs: 0 } : {}),
    embedRest: (signal) => embedHeadings({ store, headings, embedder }, signal),
    onError,
  });
  const base = new KnowledgeBase({
    store,
    vectors,
    lexical,
    embedder,
    readFile: createFileReader({ tokenizer: gptTokenizer, workerUrl }),
    evict: parts.evict,
    onChange: parts.onChange,
    requestVectors: () => void embedding.embedMissing(),
  });
  const folder = new FolderSource(config.knowledgeFolder, base);
  const jobs = new PostgresJobQueue(pool, { onError });
  const jobStore = new PostgresIngestionJobStore(pool);
  const ingestion = new IngestionDesk({ knowledge: base, folder, jobs, store: jobStore });
  let following: NodeJS.Timeout | undefined;
  return {
    store,
    base,
    folder,
    ingestion,
    lexical,
    headings,
    async start() {
      following = setInterval(() => base.follow().catch(onError), followEveryMs);
      await ingestion.start();
    },
    async embedMissing() {
      isReporting = true;
      await embedding.embedMissing();
      isReporting = false;
    },
    async close() {
      clearInterval(following);
      await Promise.all([embedding.close(), jobs.close()]);
    },
  };
}
