import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { openBetterAuthAccounts } from '../adapters/better-auth/better-auth-accounts.ts';
import { InProcessRateLimiter } from '../adapters/in-process/rate-limiter.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { startOnnxReader } from '../adapters/onnx/onnx-reader.ts';
import { postgresAnswerUses } from '../adapters/postgres/metrics/answer-uses.ts';
import { PostgresMetricsStore } from '../adapters/postgres/metrics/metrics-store.ts';
import { PostgresSettingStore } from '../adapters/postgres/setting-store.ts';
import { PostgresSpendingStore } from '../adapters/postgres/spending-store.ts';
import { createApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { EmbeddingProgress } from '../knowledge/passage-embedding.ts';
import { latencyBudgetOf } from '../metrics/latency-budgets.ts';
import { PrometheusMetrics } from '../metrics/prometheus.ts';
import { readLabelledExamples } from '../routing/labelled-examples.ts';
import { MoneyBudgets } from '../routing/money-budgets.ts';
import { settingsOverview } from '../transport/http/settings-overview.ts';
import { knowledgeAdmin, routingAdmin } from './admin.ts';
import { alertsFrom } from './alerts.ts';
import { openAnswering } from './answering.ts';
import { cacheAdmin } from './cache-admin.ts';
import { openCaching } from './caching.ts';
import { openDatabase } from './database.ts';
import { listenEarly } from './early-server.ts';
import { EmbeddingBill } from './embedding-bill.ts';
import { estimateAdmin } from './estimate-admin.ts';
import { shippedVerifier } from './hit-verifier.ts';
import { openKnowledge, requireKnowledgeFolder } from './knowledge.ts';
import { openModels } from './models.ts';
import { namedTextsOf } from './named-texts.ts';
import { quieted } from './quieted.ts';
import { keepRecovering } from './recovery.ts';
import { startRetention } from './retention.ts';
import { openSecrets } from './secrets.ts';
import { openSharedState } from './shared-state.ts';
import { startNotices } from './start-notices.ts';
import { openVectors } from './vectors.ts';

/** What is told while the product starts. */
export interface StartReport {
  step(text: string): void;
  /** Something that does not stop the start and that a person should know. */
  notice(text: string): void;
  /** The first admin was made just now; what goes wrong later must not take the password along. */
  firstAdmin(firstAdmin: FirstAdmin): void;
  ingestion(done: number, total: number): void;
  embedding(progress: EmbeddingProgress): void;
}

/** The first admin's sign-in; no password where the setting gave it. */
export interface FirstAdmin {
  email: string;
  password: string | null;
}

export interface RunningDeskhand {
  url: string;
  port: number;
  /** Resolves when every passage can be found by meaning. */
  vectorsReady: Promise<void>;
  close(): Promise<void>;
}

/** How often a node asks what all of them spent. Milliseconds. */
const learnSpendingMs = 60_000;

/** Names are read off the knowledge base once edits have come to rest. Milliseconds. */
const namesSettleMs = 1_000;

/** Puts the product together from the settings and serves it. */
export async function startDeskhand(
  config: Config,
  report: StartReport,
  logger: Logger,
): Promise<RunningDeskhand> {
  const onError = (error: unknown) => logger.error({ err: error }, 'a part of the server failed');
  requireKnowledgeFolder(config);
  const secrets = await openSecrets(config);
  report.step('database');
  const database = await openDatabase(config, onError);
  const shared = openSharedState(config, onError);
  const spending = new PostgresSpendingStore(database.pool, secrets.addressSecret);
  const budgets = new MoneyBudgets(config, {
    clock: systemClock,
    spending,
    onError: quieted(onError),
  });
  const metrics = new PrometheusMetrics();
  // Before anything is embedded, as what is spent from now on comes on top.
  await budgets.learnSpentToday().catch(onError);
  const bill = new EmbeddingBill(config, { spending, budgets, metrics, onError: quieted(onError) });
  const vectors = openVectors(config, bill.add);
  const reader = config.readPassages ? startOnnxReader() : null;
  const settingStore = new PostgresSettingStore(database.pool);
  const caching = openCaching(config, {
    shared,
    vectors,
    settings: settingStore,
    verifier: shippedVerifier(reader),
    uses: postgresAnswerUses(database.pool),
    documentVersions: (ids) => knowledge.store.documentVersions(ids),
    onError,
  });
  const knowledge = openKnowledge(config, database, vectors, {
    evict: (documentIds) => caching.answers.evictByDocuments(documentIds),
    onEmbedding: (progress) => report.embedding(progress),
    onChange: debounced(() => void learnNames(), namesSettleMs),
    onError,
  });
  const learnNames = () => namedTextsOf(knowledge.store).then(caching.learnNames).catch(onError);
  const models = openModels(config, vectors.embedder, reader, settingStore, logger);
  const metricsStore = new PostgresMetricsStore(database.pool, latencyBudgetOf(config.useCase));
  const databaseIsUp = () =>
    database.pool.query('select 1').then(
      () => true,
      () => false,
    );
  metrics.gauge('deskhand_database_up', '1 while the database answers', async () =>
    Number(await databaseIsUp()),
  );
  metrics.gauge('deskhand_shared_state_up', '1 while Redis, if one is set, can be reached', () =>
    Number(shared.isUp()),
  );
  report.step('knowledge base');
  await knowledge.base.load();
  const synced = await knowledge.folder.sync((done, total) => report.ingestion(done, total));
  for (const { file, reason } of synced.refused)
    logger.warn({ file, reason }, 'a document was refused');
  for (const notice of await startNotices(config)) report.notice(notice);
  const answering = openAnswering({
    config,
    database,
    shared,
    vectors,
    reader,
    knowledge,
    models,
    caching,
    budgets,
    spending,
    metrics,
    logger,
  });

  report.step('server');
  const { httpServer, port, handOver } = await listenEarly(config.port, config.host);
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
  if (created !== null) {
    const password = config.adminPassword === undefined ? created.password : null;
    report.firstAdmin({ email: created.user.email, password });
  }
  handOver();
  const app = createApp(httpServer, {
    desk: answering.desk,
    accounts,
    conversations: answering.store,
    figures: metricsStore,
    alerts: alertsFrom(config, { budgets, alarm: caching.alarm }),
    estimate: estimateAdmin(metricsStore, models),
    knowledge: knowledgeAdmin(knowledge, config.knowledgeFolder),
    caches: cacheAdmin({
      figures: metricsStore,
      cache: shared.cache,
      answers: caching.answers,
      answerVectors: vectors.answers,
      fragments: answering.fragments,
      audit: caching.audit,
      alarm: caching.alarm,
      calibration: caching.calibration,
      bound: config.wrongHitBound,
      uses: postgresAnswerUses(database.pool),
      warmUp: answering.warmUp,
    }),
    routing: routingAdmin(models),
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
    readiness: async () => {
      const isUp = await databaseIsUp();
      return { ready: isUp, parts: { database: isUp ? 'up' : 'down' } };
    },
    metrics: metrics.registry,
    logger,
    onRefusal: (event, code) => metrics.refusedEvent(event, code),
    ...(shared.socketAdapter === undefined ? {} : { socketAdapter: shared.socketAdapter }),
  });
  const closing = new AbortController();
  knowledge.folder.watch(
    (result) => logger.info(result, 'the knowledge folder was read again'),
    onError,
    closing.signal,
  );
  const stopRecovering = await keepRecovering(answering.desk, {
    isAlone: config.databaseUrl === undefined,
    logger,
  });
  const stopRetention = await startRetention(config, {
    database,
    store: answering.store,
    logger,
    onError,
  });
  await knowledge.start();
  const vectorsReady = knowledge.embedMissing();
  void learnNames();
  const learnSpending = () => budgets.learnSpentToday().catch(onError);
  // Only over a database of its own can other nodes spend beside this one.
  const learning =
    config.databaseUrl === undefined ? undefined : setInterval(learnSpending, learnSpendingMs);
  const learnClasses = async () => {
    await vectorsReady;
    if (closing.signal.aborted) return;
    await models.classifier.learn(readLabelledExamples(), vectors.embedder);
  };
  // An end while it learns takes the embedder away from it.
  learnClasses().catch((error) => (closing.signal.aborted ? undefined : onError(error)));

  return {
    url,
    port,
    vectorsReady,
    async close() {
      closing.abort();
      stopRecovering();
      clearInterval(learning);
      await Promise.all([knowledge.close(), stopRetention(), app.close()]);
      await Promise.race([
        answering.desk.idle(),
        new Promise((done) => setTimeout(done, 5_000).unref()),
      ]);
      await models.close();
      await caching.close();
      await Promise.all([vectors.close(), reader?.close()]);
      await bill.close();
      await shared.close();
      await database.close();
    },
  };
}

function debounced(work: () => void, afterMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, afterMs);
    timer.unref();
  };
}
