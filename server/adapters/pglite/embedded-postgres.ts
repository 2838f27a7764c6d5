import { createHash } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PoolConfig } from 'pg';
import { DeskhandError } from '../../errors.ts';
import type { DatabaseWorkerData } from './database-worker.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

export interface EmbeddedPostgres {
  /** For `new pg.Pool(connection)`. */
  connection: PoolConfig;
  /** Ends all connections, writes everything out and frees the folder. */
  close(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if absent. One process at a time may use it. */
  folder: string;
  /** Called when the database died by itself; queries fail from then on. */
  onLost?: (error: Error) => void;
}

const socketName = '.s.PGSQL.5432';
/** The longest path of a unix socket is 104 bytes on macOS and 108 on Linux. */
const maxSocketPathBytes = 100;

/**
 * Runs PostgreSQL (PGlite) on a folder, in a worker thread, and serves it on a unix socket.
 * Throws `storage-unavailable` when the folder is in use by another process or the database does not start.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  try {
    return await startLocked(folder, lock, options.onLost);
  } catch (error) {
    await lock.release();
    throw new DeskhandError('storage-unavailable', {
      message: `The embedded database in ${folder} does not start`,
      cause: error,
    });
  }
}

async function startLocked(
  folder: string,
  lock: FolderLock,
  onLost?: (error: Error) => void,
): Promise<EmbeddedPostgres> {
  const socketFolder = await prepareSocketFolder(folder);
  const workerData: DatabaseWorkerData = {
    dataFolder: join(folder, 'data'),
    socketPath: join(socketFolder, socketName),
  };
  // The flags of the main thread (`--input-type`, an inspector's port) are not the worker's.
  const worker = new Worker(new URL('./database-worker.ts', import.meta.url), {
    workerData,
    execArgv: [],
  });
  const exited = new Promise<void>((done) => worker.once('exit', () => done()));
  await new Promise<void>((listening, failed) => {
    // In watch mode the runtime sends messages of its own along.
    worker.on('message', (message) => {
      if (message === 'listening') listening();
    });
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`The database's thread ended with ${code}`)));
  });
  let closing = false;
  const lost = (error: Error) => {
    if (closing) return;
    closing = true;
    onLost?.(error);
  };
  worker.on('error', lost);
  worker.on('exit', (code) => lost(new Error(`The database's thread ended with ${code}`)));
  return {
    connection: { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres', max: 10 },
    async close() {
      closing = true;
      worker.postMessage('close');
      await exited;
      await rm(join(socketFolder, socketName), { force: true });
      await lock.release();
    },
  };
}

/** The folder itself, or one under the system's temporary folder where the path would be too long for a socket. */
async function prepareSocketFolder(folder: string): Promise<string> {
  const fits = Buffer.byteLength(join(folder, socketName)) <= maxSocketPathBytes;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const socketFolder = fits ? folder : join(tmpdir(), `deskhand-${name}`);
  await mkdir(socketFolder, { recursive: true, mode: 0o700 });
  await chmod(socketFolder, 0o700);
  // A killed process leaves its socket behind; the lock says that nobody listens on it.
  await rm(join(socketFolder, socketName), { force: true });
  return socketFolder;
}
