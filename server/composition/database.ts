import { join } from 'node:path';
import type { Pool } from 'pg';
import { startEmbeddedPostgres } from '../adapters/pglite/embedded-postgres.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import type { Config } from '../config.ts';

export interface Database {
  pool: Pool;
  close(): Promise<void>;
}

/** Opens PostgreSQL where DATABASE_URL names one, else the embedded one, with its tables up to date. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  onError: (error: Error) => void,
): Promise<Database> {
  const { databaseUrl, dataFolder } = config;
  const embedded =
    databaseUrl === undefined
      ? await startEmbeddedPostgres({ folder: join(dataFolder, 'database'), onLost: onError })
      : null;
  const pool =
    embedded === null
      ? createPool({ url: databaseUrl ?? '' }, onError)
      : createPool({ connection: embedded.connection }, onError);
  await migrate(pool);
  return {
    pool,
    async close() {
      await pool.end();
      await embedded?.close();
    },
  };
}
