import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../servers/postgres.ts';
import type { ServerHandle } from '../servers/server-process.ts';
import type { ModelScript } from '../simulator/script.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { type DeskhandProcess, startDeskhandProcess } from './deskhand-process.ts';
import { modelsFile } from './models-file.ts';

/** The product over the documents of `knowledge/`, with a small and a large model of the simulator's. */
export interface SimulatedProduct {
  simulator: Simulator;
  /** As it runs now; another one after a restart. */
  readonly deskhand: DeskhandProcess;
  /** Ends it and starts it over the same data. */
  restart(): Promise<void>;
  /** Ends all and removes the data. */
  close(): Promise<void>;
}

export interface SimulatedProductOptions {
  /** What every model does. Default: as fast as it can. */
  script?: Omit<ModelScript, 'id'>;
  settings?: Record<string, string>;
}

/** Resolves when every passage can be found by meaning. */
export async function startSimulatedProduct({
  script = {},
  settings = {},
}: SimulatedProductOptions = {}): Promise<SimulatedProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-simulated-'));
  const simulator = await startSimulator({ models: [{ id: '*', ...script }] });
  await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
  const start = async (): Promise<DeskhandProcess> => {
    const started = await startDeskhandProcess({
      dataFolder: join(folder, 'data'),
      settings: {
        MODELS_FILE: join(folder, 'models.yaml'),
        KNOWLEDGE_FOLDER: join(import.meta.dirname, 'knowledge'),
        // To who reads closely, a mark that makes a question unlike any other makes it one that nothing answers.
        READ_PASSAGES: 'false',
        ...settings,
      },
    });
    await started.vectorsReady;
    return started;
  };
  let deskhand = await start();
  return {
    simulator,
    get deskhand() {
      return deskhand;
    },
    async restart() {
      await deskhand.close();
      deskhand = await start();
    },
    async close() {
      await deskhand.close();
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same on a PostgreSQL server of its own, which can be killed and comes back. */
export async function startSimulatedProductOnPostgres(
  options: SimulatedProductOptions = {},
): Promise<SimulatedProduct & { postgres: ServerHandle }> {
  const postgres = await startPostgres();
  if (postgres === null) throw new Error('PostgreSQL did not start');
  const settings = { ...options.settings, DATABASE_URL: postgres.url };
  const product = await startSimulatedProduct({ ...options, settings });
  const { close: closeProduct } = product;
  const close = async (): Promise<void> => {
    await closeProduct();
    await postgres.close();
  };
  return Object.assign(product, { postgres, close });
}
