import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startPostgres } from '../servers/postgres.ts';
import { findRedis, startRedis } from '../servers/redis.ts';
import type { ServerHandle } from '../servers/server-process.ts';
import type { ModelScript } from '../simulator/script.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { type DeskhandProcess, startDeskhandProcess } from './deskhand-process.ts';
import { modelsFile } from './models-file.ts';

/** Whether this machine has the servers that two nodes share. */
export const canRunTwoNodes = findRedis() !== null && findPostgres() !== null;

/** The product as two processes over one PostgreSQL, one Redis and one simulated provider. */
export interface TwoNodes {
  one: DeskhandProcess;
  other: DeskhandProcess;
  simulator: Simulator;
  redis: ServerHandle;
  close(): Promise<void>;
}

export async function startTwoNodes(
  script: Omit<ModelScript, 'id'>,
  settings: Record<string, string> = {},
): Promise<TwoNodes> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-two-nodes-'));
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  if (postgres === null || redis === null) throw new Error('PostgreSQL or Redis did not start');
  const simulator = await startSimulator({ models: [{ id: '*', ...script }] });
  const models = join(folder, 'models.yaml');
  await writeFile(models, modelsFile(simulator.url));
  const start = () =>
    startDeskhandProcess({
      settings: {
        MODELS_FILE: models,
        KNOWLEDGE_FOLDER: join(import.meta.dirname, 'knowledge'),
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        DESKHAND_SECRET: 'the same secret on both of the nodes',
        ...settings,
      },
    });
  const one = await start();
  const other = await start();
  await Promise.all([one.vectorsReady, other.vectorsReady]);
  return {
    one,
    other,
    simulator,
    redis,
    async close() {
      await Promise.all([one.close(), other.close()]);
      await Promise.all([simulator.close(), redis.close(), postgres.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
