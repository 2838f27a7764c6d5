import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import type { IngestionJob } from '../../shared/admin-protocol.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { PostgresIngestionJobStore } from '../adapters/postgres/ingestion-job-store.ts';
import { PostgresJobQueue } from '../adapters/postgres/job-queue.ts';
import type { Embedder } from '../ports/embedder.ts';
import { FolderSource } from './folder-source.ts';
import { IngestionDesk } from './ingestion-desk.ts';
import { fileDefaults, type KnowledgeNode, openKnowledgeNode } from './knowledge-node.testing.ts';

interface Process {
  desk: IngestionDesk;
  node: KnowledgeNode;
  /** Ends it as `kill -9` does: what it was at is left as it is. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the ingestion desk', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let embedder: Embedder;
  let path: string;
  let processes: Process[];
  beforeAll(async () => {
    embedder = startOnnxEmbedder();
    database = await embeddedDatabase();
  }, 120_000);
  afterAll(async () => {
    await embedder.close();
    await database.close();
  }, 60_000);
  beforeEach(async () => {
    await database.pool.query(
      'truncate documents, passages, document_changes, jobs, ingestion_jobs',
    );
    path = await mkdtemp(join(tmpdir(), 'deskhand-desk-'));
    processes = [];
  });
  afterEach(async () => {
    for (const each of processes) await each.close();
    await rm(path, { recursive: true });
  });

  async function open(): Promise<Process> {
    const pool = new pg.Pool(database.pool.options);
    const node = openKnowledgeNode(pool, embedder);
    await node.base.load();
    const jobs = new PostgresJobQueue(pool, { pollMs: 50, leaseMs: 400, retryDelayMs: 10 });
    const store = new PostgresIngestionJobStore(pool);
    const folder = new FolderSource(path, node.base);
    const desk = new IngestionDesk({ knowledge: node.base, folder, jobs, store });
    const crash = async () => {
      if (!pool.ending) await pool.end();
    };
    const opened: Process = {
      desk,
      node,
      crash,
      async close() {
        await jobs.close();
        await crash();
      },
    };
    processes.push(opened);
    return opened;
  }

  const ended = ({ desk }: Process, { id }: IngestionJob): Promise<IngestionJob> =>
    vi.waitFor(
      async () => {
        const job = await desk.job(id);
        if (job === null || !['done', 'failed'].includes(job.state.kind))
          throw new Error('not yet');
        return job;
      },
      { timeout: 30_000, interval: 20 },
    );

  it('answers at once and takes the file in afterwards', async () => {
    const only = await open();
    const job = await only.desk.upload('a.md', bytes('# Apples\n\nGreen.'), fileDefaults);
    expect(job).toMatchObject({ kind: 'upload', name: 'a.md', state: { kind: 'waiting' } });
    expect(only.node.byWords('apples')).toEqual([]);
    await only.desk.start();
    const state = { kind: 'done', changed: 1, unchanged: 0, deleted: 0 };
    expect(await ended(only, job)).toEqual({ ...job, state });
    expect(only.node.byWords('apples')).toEqual(['a']);
    expect(await only.desk.jobs()).toEqual([{ ...job, state }]);
    const again = await only.desk.upload('a.md', bytes('# Apples\n\nGreen.'), fileDefaults);
    expect((await ended(only, again)).state).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await only.desk.jobs()).map(({ id }) => id)).toEqual([again.id, job.id]);
  });

  it('says what is wrong with a damaged file, does not try it again, and goes on', async () => {
    const only = await open();
    const bad = await only.desk.upload('a.pdf', bytes('%PDF-1.4'), fileDefaults);
    const good = await only.desk.upload('b.md', bytes('Bananas.'), fileDefaults);
    await only.desk.start();
    expect((await ended(only, bad)).state).toEqual({
      kind: 'failed',
      code: 'document-damaged',
      detail: 'The file cannot be read as PDF.',
    });
    expect((await ended(only, good)).state.kind).toBe('done');
    const { rows } = await database.pool.query('select file from ingestion_jobs');
    expect(rows).toEqual([{ file: null }, { file: null }]);
  });

  it('loses no file to a restart', async () => {
    const before = await open();
    const job = await before.desk.upload('a.md', bytes('Apples.'), fileDefaults);
    await before.crash();
    const after = await open();
    expect(await after.desk.job(job.id)).toEqual(job);
    await after.desk.start();
    expect((await ended(after, job)).state.kind).toBe('done');
    expect(after.node.byWords('apples')).toEqual(['a']);
  });

  it('takes over a file from a process that died while reading it', async () => {
    const dying = await open();
    const job = await dying.desk.upload('long.txt', bytes('Apples. '.repeat(50_000)), fileDefaults);
    await dying.desk.start();
    await vi.waitFor(
      async () => expect((await dying.desk.job(job.id))?.state.kind).toBe('running'),
      { timeout: 30_000, interval: 1 },
    );
    await dying.crash();
    const other = await open();
    await other.desk.start();
    expect((await ended(other, job)).state.kind).toBe('done');
    expect(other.node.byWords('apples')).toContain('long');
  });

  it('gives up a file that ends the process each time', async () => {
    const only = await open();
    const job = await only.desk.upload('a.md', bytes('Apples.'), fileDefaults);
    await database.pool.query('update ingestion_jobs set attempts = 3');
    await only.desk.start();
    expect((await ended(only, job)).state).toMatchObject({
      kind: 'failed',
      detail: 'The server ended each time it was read.',
    });
  });

  it('shares the files among the processes, and both find them', async () => {
    const [left, right] = [await open(), await open()];
    const jobs: IngestionJob[] = [];
    for (let at = 0; at < 6; at++) {
      jobs.push(await left.desk.upload(`a${at}.md`, bytes(`Apples ${at}.`), fileDefaults));
    }
    await Promise.all([left.desk.start(), right.desk.start()]);
    for (const job of jobs) {
      expect((await ended(right, job)).state).toMatchObject({ kind: 'done', changed: 1 });
    }
    for (const { node } of [left, right]) {
      await node.base.currentVersion();
      expect(node.byWords('apples')).toHaveLength(6);
    }
  });

  it('reads the folder again, and tells of refused files by name', async () => {
    const only = await open();
    await only.desk.start();
    await writeFile(join(path, 'a.md'), 'Apples.');
    const well = await ended(only, await only.desk.readFolder('sample'));
    expect(well).toMatchObject({ kind: 'folder', name: 'sample' });
    const nothing = { kind: 'done', changed: 0, unchanged: 0, deleted: 0, leftOut: 0 };
    expect(well.state).toEqual({ ...nothing, changed: 1 });
    const again = await ended(only, await only.desk.readFolder('sample'));
    expect(again.state).toEqual({ ...nothing, unchanged: 1 });
    for (const { id } of await only.node.base.list()) await only.node.base.remove(id);
    const afterDeletion = await ended(only, await only.desk.readFolder('sample'));
    expect(afterDeletion.state).toEqual({ ...nothing, leftOut: 1 });
    await writeFile(join(path, 'b.pdf'), 'nothing');
    const ill = await ended(only, await only.desk.readFolder('sample'));
    expect(ill.state).toEqual({
      kind: 'failed',
      code: 'document-damaged',
      detail: 'b.pdf: The file is not a PDF.',
    });
  });
});
