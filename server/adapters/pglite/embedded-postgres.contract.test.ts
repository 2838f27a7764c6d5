import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const moduleUrl = new URL('./embedded-postgres.ts', import.meta.url).href;

describe('embedded PostgreSQL', () => {
  let folder: string;
  let database: EmbeddedPostgres;
  let pool: pg.Pool;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-pglite-'));
    database = await startEmbeddedPostgres({ folder });
    pool = new pg.Pool({ ...database.connection, max: 6 });
    await pool.query('create table notes (id int primary key, text text)');
  });

  afterAll(async () => {
    await pool.end();
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('keeps the statements of concurrent clients apart, also when some of them fail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        if (n % 5 === 0) return pool.query('selec $1', [n]).catch(() => 'refused');
        if (n % 5 === 1) return pool.query('select 1 / $1::int', [0]).catch(() => 'refused');
        const name = n % 5 === 2 ? `numbered-${n % 3}` : undefined;
        const text = `select $1::int as n, $2::text as t, ${n % 3} as kind`;
        const { rows } = await pool.query({ name, text, values: [n, `text ${n}`] });
        return rows[0];
      }),
    );
    answers.forEach((answer, n) => {
      expect(answer).toEqual(n % 5 < 2 ? 'refused' : { n, t: `text ${n}`, kind: n % 3 });
    });
  });

  it('lets nobody into an open transaction', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query("insert into notes values (1, 'mine')");
    const seen = pool.query('select count(*)::int as n from notes');
    await client.query('rollback');
    client.release();
    expect((await seen).rows).toEqual([{ n: 0 }]);
  });

  it('rolls back the transaction of a client that breaks off', async () => {
    const client = new pg.Client(database.connection);
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    await client.query("insert into notes values (2, 'lost')");
    // The driver has no public way to break off without saying goodbye.
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    const { rows } = await pool.query('select count(*)::int as n from notes');
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('carries texts of a megabyte', async () => {
    const { rows } = await pool.query('select length($1) as n, $1 as t', ['x'.repeat(1_000_000)]);
    expect(rows[0].n).toBe(1_000_000);
    expect(rows[0].t).toHaveLength(1_000_000);
  });

  it('refuses a folder that is in use, in this process and in another', async () => {
    await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    const other = runNode(
      `const { startEmbeddedPostgres } = await import(${JSON.stringify(moduleUrl)});
       await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)} })
         .then(() => console.log('started'), (error) => console.log(error.message));
       process.exit(0);`,
    );
    expect(await output(other)).toContain(`in use by process ${process.pid}`);
  });

  it('takes over the folder of a killed process and finds what it had stored', async () => {
    const left = await mkdtemp(join(tmpdir(), 'deskhand-pglite-'));
    // What a process leaves that was killed while it made the database.
    await mkdir(join(left, 'data.draft', 'base'), { recursive: true });
    await writeFile(join(left, 'data.draft', 'PG_VERSION'), '18');
    const owner = runNode(
      `const { startEmbeddedPostgres } = await import(${JSON.stringify(moduleUrl)});
       const { default: pg } = await import('pg');
       const database = await startEmbeddedPostgres({ folder: ${JSON.stringify(left)} });
       const pool = new pg.Pool(database.connection);
       await pool.query('create table kept (n int)');
       await pool.query('insert into kept select generate_series(1, 1000)');
       console.log('stored');`,
    );
    await new Promise<void>((resolve, reject) => {
      owner.stdout?.once('data', () => resolve());
      owner.once('exit', () => reject(new Error('The first owner ended before it had stored')));
    });
    const ended = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await ended;
    const again = await startEmbeddedPostgres({ folder: left });
    const reader = new pg.Pool(again.connection);
    const { rows } = await reader.query('select count(*)::int as n from kept');
    await reader.end();
    await again.close();
    await rm(left, { recursive: true });
    expect(rows).toEqual([{ n: 1000 }]);
  });
});

function runNode(code: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
}

async function output(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => child.once('exit', resolve));
  return text;
}
