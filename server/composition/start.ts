import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { openBetterAuthAccounts } from '../adapters/better-auth/better-auth-accounts.ts';
import { InProcessRateLimiter } from '../adapters/in-process/rate-limiter.ts';
import { PostgresSettingStore } from '../adapters/postgres/setting-store.ts';
import { createApp } from '../app.ts';
import { makeGuards } from '../caching/decision/guards.ts';
import type { Config } from '../config.ts';
import type { EmbeddingProgress } from '../knowledge/passage-embedding.ts';
import { readLabelledExamples } from '../routing/labelled-examples.ts';
import { settingsOverview } from '../transport/http/settings-overview.ts';
import { adminPartsInMemory } from '../transport/testing/admin-parts-in-memory.ts';
import { knowledgeAdmin } from './admin.ts';
import { openAnswerCache, openAnswering } from './answering.ts';
import { openDatabase } from './database.ts';
import { openKnowledge } from './knowledge.ts';
import { openModels } from './models.ts';
import { openSecrets } from './secrets.ts';
import { openSharedState } from './shared-state.ts';
import { openVectors } from './vectors.ts';

/** What is told while the product starts. */
export interface StartReport {
  step(text: string): void;
  ingestion(done: number, total: number): void;
  embedding(progress: EmbeddingProgress): void;
}

export interface RunningDeskhand {
  url: string;
  port: number;
  /** The first admin's sign-in, when it was made by this start. */
  firstAdmin: { email: string; password: string } | null;
  /** Resolves when every passage can be found by meaning. */
  vectorsReady: Promise<void>;
  close(): Promise<void>;
}

/** Messages younger than this that were never answered are answered after a restart. Milliseconds. */
const recoverWithinMs = 60 * 60_000;

/** Puts the product together from the settings and serves it. */
export async function startDeskhand(
  config: Config,
  report: StartReport,
  logger: Logger,
): Promise<RunningDeskhand> {
  const onError = (error: unknown) => logger.error({ err: error }, 'a part of the server failed');
  const secrets = await openSecrets(config);
  report.step('database');
  const database = await openDatabase(config, onError);
  const shared = openSharedState(config, onError);
  const vectors = openVectors(config);
  const answers = openAnswerCache(config, shared, vectors, makeGuards(new Set()), (ids) =>
    knowledge.store.documentVersions(ids),
  );
  const knowledge = openKnowledge(config, database, vectors, {
    evict: (documentIds) => answers.evictByDocuments(documentIds),
    onError,
  });
  const settingStore = new PostgresSettingStore(database.pool);
  const models = openModels(config, vectors.embedder, settingStore, logger);
  report.step('knowledge base');
  await knowledge.base.load();
  const synced = await knowledge.folder.sync((done, total) => report.ingestion(done, total));
  for (const { file, reason } of synced.refused)
    logger.warn({ file, reason }, 'a document was refused');
  const answering = openAnswering({
    config,
    database,
    shared,
    vectors,
    knowledge,
    models,
    answers,
    logger,
  });

  const httpServer = createServer();
  const listening = new Promise<void>((resolvePort, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.port, config.host, resolvePort);
  });
  report.step('server');
  await listening;
  const { port } = httpServer.address() as AddressInfo;
  const url = config.publicUrl ?? `http://localhost:${port}`;
  const accounts = await openBetterAuthAccounts({
    pool: database.pool,
    secret: secrets.sessionSecret,
    publicUrl: url,
  });
  const created = await accounts.createFirstAdmin({
    email: config.adminEmail,
    ...(config.adminPassword === undefined ? {} : { password: config.adminPassword }),
  });
  const app = createApp(httpServer, {
    ...adminPartsInMemory(),
    desk: answering.desk,
    accounts,
    conversations: answering.store,
    knowledge: knowledgeAdmin(knowledge, config.knowledgeFolder),
    settingsOverview: () => settingsOverview(config),
    settings: {
      ...config,
      publicUrl: config.publicUrl,
      sites: config.sites,
      visitorSecret: secrets.visitorSecret,
      clientFolder: resolve('dist/client'),
      sessionCheckMs: 15_000,
    },
    rateLimiter: shared.rateLimiter,
    connectionLimiter: new InProcessRateLimiter(),
    readiness: async () => ({ ready: true, parts: { database: 'up' } }),
    metrics: new Registry(),
    logger,
    ...(shared.socketAdapter === undefined ? {} : { socketAdapter: shared.socketAdapter }),
  });
  const closing = new AbortController();
  knowledge.folder.watch(
    (result) => logger.info(result, 'the knowledge folder was read again'),
    onError,
    closing.signal,
  );
  const recovered = await answering.desk.recover(Date.now() - recoverWithinMs);
  if (recovered > 0) logger.info({ recovered }, 'unanswered messages are answered now');
  const vectorsReady = knowledge.embedMissing((progress) => report.embedding(progress));
  models.learning.load().catch(onError);
  vectorsReady
    .then(() => models.classifier.learn(readLabelledExamples(), vectors.embedder))
    .catch(onError);

  return {
    url,
    port,
    firstAdmin: created === null ? null : { email: created.user.email, password: created.password },
    vectorsReady,
    async close() {
      closing.abort();
      knowledge.close();
      await app.close();
      await Promise.race([
        answering.desk.idle(),
        new Promise((done) => setTimeout(done, 5_000).unref()),
      ]);
      await models.close();
      await vectors.close();
      await shared.close();
      await database.close();
    },
  };
}
