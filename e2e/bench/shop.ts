import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { startOnnxReader } from '../../server/adapters/onnx/onnx-reader.ts';
import { type Database, openDatabase } from '../../server/composition/database.ts';
import { type Knowledge, openKnowledge } from '../../server/composition/knowledge.ts';
import { openVectors, type Vectors } from '../../server/composition/vectors.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { cachedReader } from '../../server/evals/reading-cache.ts';
import { cachedEmbedder } from '../../server/evals/vector-cache.ts';
import type { Reader } from '../../server/ports/reader.ts';

/** What every variant of a measurement shares: settings, database and a knowledge base, ready to be searched. */
export interface Shop {
  config: Config;
  database: Database;
  knowledge: Knowledge;
  vectors: Vectors;
  reader: Reader | null;
  logger: Logger;
  close(): Promise<void>;
}

export interface ShopOptions {
  /** The sample's, where none is given. */
  knowledgeFolder?: string;
  /** Whether passages are read together with the question, as they are by default. */
  readPassages?: boolean;
  /** Hears of edits before they are reported as done. */
  evict?: (documentIds: string[]) => Promise<unknown>;
}

/** Opens a shop. Vectors and readings are kept in `results`, as making them is not what is measured. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'deskhand-shop-'));
  const unlimited = {
    USD_PER_DAY: '1e9',
    USD_PER_CONVERSATION: '1e9',
    USD_PER_VISITOR_PER_DAY: '1e9',
    USD_PER_ADDRESS_PER_DAY: '0',
  };
  const config = readConfig({
    DATA_FOLDER: dataFolder,
    ...unlimited,
    ...(options.readPassages === false && { READ_PASSAGES: 'false' }),
    ...(options.knowledgeFolder && { KNOWLEDGE_FOLDER: options.knowledgeFolder }),
  });
  const logger: Logger = pino({ level: 'error' });
  const onError = (error: unknown): void => logger.error({ err: error });
  const opened = openVectors(config);
  const vectors = { ...opened, embedder: cachedEmbedder(opened.embedder, 'results/vectors') };
  const reader = config.readPassages ? cachedReader(startOnnxReader(), 'results/readings') : null;
  const database = await openDatabase(config, onError);
  const knowledge = openKnowledge(config, database, vectors, {
    evict: options.evict ?? (async () => {}),
    onEmbedding: () => {},
    onChange: () => {},
    onError,
  });
  await knowledge.base.load();
  await knowledge.folder.sync();
  await knowledge.embedMissing();
  return {
    config,
    database,
    knowledge,
    vectors,
    reader,
    logger,
    async close() {
      await knowledge.close();
      await Promise.all([vectors.close(), reader?.close()]);
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
