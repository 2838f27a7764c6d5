import { readdir, readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { toStorageError } from './statement.ts';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the database's tables up to date; does nothing when they are. Processes that start together wait for each other.
 * Each file of `migrations/` is applied once, in order of name, all in one transaction. Returns the names applied.
 */
export async function migrate(pool: Pool): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const contents = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const migrations = files.map((name, index) => ({ name, sql: contents[index] ?? '' }));
  try {
    await createTable(pool);
    return await inTransaction(pool, (client) => applyMissing(client, migrations));
  } catch (error) {
    throw toStorageError(error);
  }
}

async function createTable(pool: Pool): Promise<void> {
  const text = `create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null)`;
  // Two processes may both find it absent; the slower one fails once, and then finds it.
  await pool.query(text).catch(() => pool.query(text));
}

async function applyMissing(
  client: PoolClient,
  migrations: { name: string; sql: string }[],
): Promise<string[]> {
  await client.query('lock table schema_migrations in exclusive mode');
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
  const applied = new Set(rows.map((row) => row.name));
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  for (const { name, sql } of missing) {
    await client.query(sql);
    await client.query('insert into schema_migrations values ($1, now())', [name]);
  }
  return missing.map((migration) => migration.name);
}

async function inTransaction<Value>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
