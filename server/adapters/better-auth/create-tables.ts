import { getMigrations } from 'better-auth/db/migration';
import type { Pool } from 'pg';
import type { Authentication } from './authentication.ts';

/** Any number that nothing else in the database locks by. */
const lockKey = 7_316_451;

/** Creates the tables that are missing. Nodes that start together do it one after another. */
export async function createTables(authentication: Authentication, pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const { runMigrations } = await getMigrations(authentication.options);
    await runMigrations();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
    client.release();
  }
}
