import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import pglite from '../../node_modules/@electric-sql/pglite/package.json' with { type: 'json' };
import { startEmbeddedPostgres } from '../../server/adapters/pglite/embedded-postgres.ts';
import { migrate } from '../../server/adapters/postgres/migrate.ts';
import { createPool } from '../../server/adapters/postgres/pool.ts';
import { whenAvailable } from './when-available.ts';

/** An empty database of its own with all tables, for one suite. */
export interface TestDatabase {
  pool: pg.Pool;
  close(): Promise<void>;
}

export type MakeDatabase = () => Promise<TestDatabase>;

/** Describes a suite on the embedded database and on a real PostgreSQL. */
export function onEachDatabase(suite: (name: string, makeDatabase: MakeDatabase) => void): void {
  suite('PGlite', embeddedDatabase);
  whenAvailable('PostgreSQL', inject('postgresUrl'), (url) =>
    suite('PostgreSQL', () => realDatabase(url)),
  );
}

export async function embeddedDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-test-'));
  await cp(await embeddedTemplate(), folder, { recursive: true });
  const database = await startEmbeddedPostgres({ folder });
  const pool = createPool({ connection: database.connection });
  await migrate(pool);
  return {
    pool,
    async close() {
      if (!pool.ending) await pool.end();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new database on the server at `url`. */
export async function realDatabase(url: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const pool = createPool({ url: own.href });
  await migrate(pool);
  return {
    pool,
    async close() {
      if (!pool.ending) await pool.end();
      await dropWhenUnused(url, name);
    },
  };
}

/** Ended connections take the server a moment; one that was ended by force would raise an error nobody waits for. */
async function dropWhenUnused(url: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await administer(url, `drop database ${name}`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The folder of an empty embedded database, made once on a machine: copying it saves seconds a suite. */
async function embeddedTemplate(): Promise<string> {
  const caches = join(import.meta.dirname, '../../node_modules/.cache/deskhand');
  const template = join(caches, `pglite-${pglite.version}`);
  if (existsSync(template)) return template;
  await mkdir(caches, { recursive: true });
  const draft = await mkdtemp(join(caches, 'draft-'));
  const database = await startEmbeddedPostgres({ folder: draft });
  await database.close();
  // Another process may have been faster; its template is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true }));
  return template;
}
