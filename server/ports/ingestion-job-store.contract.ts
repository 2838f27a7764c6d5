import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestionJob } from '../../shared/admin-protocol.ts';
import type { IngestionJobStore } from './ingestion-job-store.ts';

export interface IngestionJobStoreUnderTest {
  store: IngestionJobStore;
  /** Cuts it off from its database, to see what it says then. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

const day = 24 * 60 * 60_000;
const done = { kind: 'done', changed: 1, unchanged: 0, deleted: 0 } as const;

/** What every IngestionJobStore does. */
export function describeIngestionJobStoreContract(
  name: string,
  makeAdapter: () => Promise<IngestionJobStoreUnderTest>,
): void {
  describe(`IngestionJobStore on ${name}`, () => {
    let adapter: IngestionJobStoreUnderTest;
    let store: IngestionJobStore;
    beforeAll(async () => {
      adapter = await makeAdapter();
      store = adapter.store;
    });
    afterAll(() => adapter.close());

    const input = { file: Uint8Array.of(0, 1, 255), defaults: { audience: 'internal' } };
    const added = async (parts: Partial<IngestionJob> = {}): Promise<IngestionJob> => {
      const job: IngestionJob = {
        id: randomUUID(),
        kind: 'upload',
        name: 'plans.pdf',
        createdAt: new Date().toISOString(),
        state: { kind: 'waiting' },
        ...parts,
      };
      await store.add(job, input);
      return job;
    };

    it('gives a job back as it was added, with its file and its count of tries', async () => {
      const job = await added();
      expect(await store.get(job.id)).toEqual(job);
      expect(await store.begin(job.id)).toEqual({ job, input, attempt: 1 });
      expect(await store.begin(job.id)).toMatchObject({ attempt: 2 });
    });

    it('keeps a file of the greatest size', async () => {
      const file = new Uint8Array(20 * 1024 * 1024).fill(7);
      const job = { ...(await added()), id: randomUUID() };
      await store.add(job, { ...input, file });
      const begun = await store.begin(job.id);
      expect(Buffer.compare(begun?.input.file ?? new Uint8Array(), file)).toBe(0);
    });

    it('keeps how far a job has come, and does not begin one that has ended', async () => {
      const job = await added();
      const running = { kind: 'running', done: 1, total: 3 } as const;
      await store.setState(job.id, running);
      expect(await store.get(job.id)).toEqual({ ...job, state: running });
      expect(await store.begin(job.id)).toMatchObject({ input });
      await store.setState(job.id, done);
      expect(await store.begin(job.id)).toBeNull();
      expect(await store.get(job.id)).toEqual({ ...job, state: done });
    });

    it('knows nothing of a job never added', async () => {
      expect(await store.get('absent')).toBeNull();
      expect(await store.begin('absent')).toBeNull();
      await store.setState('absent', done);
      expect(await store.get('absent')).toBeNull();
    });

    it('lists the newest first and forgets those that ended long ago', async () => {
      const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
      const old = await added({ createdAt: ago(2 * day), state: done });
      const stuck = await added({ createdAt: ago(2 * day) });
      const fresh = await added({ createdAt: ago(1_000), state: done });
      const ids = (await store.list(day)).map(({ id }) => id);
      expect(ids).not.toContain(old.id);
      expect(ids.indexOf(fresh.id)).toBeLessThan(ids.indexOf(stuck.id));
      expect(ids).toContain(stuck.id);
    });

    it('says that the storage is unavailable when it is, and that a retry may help', async () => {
      await adapter.disconnect();
      await expect(store.get('any')).rejects.toMatchObject({
        code: 'storage-unavailable',
        retryable: true,
      });
    });
  });
}
