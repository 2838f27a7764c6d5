import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { startOnnxReader } from '../../../server/adapters/onnx/onnx-reader.ts';
import type { NamedText } from '../../../server/caching/decision/guards/name-vocabulary.ts';
import { type Database, openDatabase } from '../../../server/composition/database.ts';
import { type Knowledge, openKnowledge } from '../../../server/composition/knowledge.ts';
import { openVectors, type Vectors } from '../../../server/composition/vectors.ts';
import { type Config, readConfig } from '../../../server/config.ts';
import { cachedReader } from '../../../server/evals/reading-cache.ts';
import { cachedEmbedder } from '../../../server/evals/vector-cache.ts';
import type { Reader } from '../../../server/ports/reader.ts';

/** What every variant of a measurement shares: settings, database and the sample knowledge base, ready to be searched. */
export interface Shop {
  config: Config;
  database: Database;
  knowledge: Knowledge;
  vectors: Vectors;
  reader: Reader;
  names: NamedText[];
  logger: Logger;
  close(): Promise<void>;
}

/** Opens the sample shop. Vectors and readings are kept in `results`, as making them is not what is measured. */
export async function openShop(): Promise<Shop> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'deskhand-shop-'));
  const unlimited = {
    USD_PER_DAY: '1e9',
    USD_PER_CONVERSATION: '1e9',
    USD_PER_VISITOR_PER_DAY: '1e9',
  };
  const config = readConfig({ DATA_FOLDER: dataFolder, ...unlimited });
  const logger: Logger = pino({ level: 'error' });
  const onError = (error: unknown): void => logger.error({ err: error });
  const opened = openVectors(config);
  const vectors = { ...opened, embedder: cachedEmbedder(opened.embedder, 'results/vectors') };
  const reader = cachedReader(startOnnxReader(), 'results/readings');
  const database = await openDatabase(config, onError);
  const knowledge = openKnowledge(config, database, vectors, {
    evict: async () => {},
    onEmbedding: () => {},
    onChange: () => {},
    onError,
  });
  await knowledge.base.load();
  await knowledge.folder.sync();
  await knowledge.embedMissing();
  const passages = await knowledge.store.allPassages();
  const byDocument = Map.groupBy(passages, ({ documentId }) => documentId);
  return {
    config,
    database,
    knowledge,
    vectors,
    reader,
    logger,
    names: [...byDocument.values()].map((own) => ({
      title: own[0]?.documentTitle ?? '',
      markdown: own.map(({ heading, text }) => `## ${heading}\n${text}`).join('\n\n'),
    })),
    async close() {
      knowledge.close();
      await Promise.all([vectors.close(), reader.close()]);
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
