import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { SessionQueue } from './session-queue.ts';
import { WireServer } from './wire-server.ts';

/** What the worker is started with. */
export interface DatabaseWorkerData {
  dataFolder: string;
  socketPath: string;
}

const { dataFolder, socketPath }: DatabaseWorkerData = workerData;
const db = await openDatabase();
const queue = new SessionQueue(db, (error) => {
  // An uncaught error ends the worker, which the main thread reports.
  throw error;
});
const server = new WireServer(queue);
await server.listen(socketPath);

parentPort?.once('message', async () => {
  await server.close();
  await db.close();
  process.exit(0);
});
parentPort?.postMessage('listening');

/** A new database is made beside its place and then moved there, for one whose making was broken off never opens. */
async function openDatabase(): Promise<PGlite> {
  if (!existsSync(dataFolder)) {
    const draftFolder = `${dataFolder}.draft`;
    await rm(draftFolder, { recursive: true, force: true });
    const draft = await PGlite.create({ dataDir: draftFolder });
    await draft.close();
    await rename(draftFolder, dataFolder);
  }
  return PGlite.create({ dataDir: dataFolder });
}
