import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { PostgresJobQueue } from '../adapters/postgres/job-queue.ts';
import { expiresAtMs } from '../caching/expiry.ts';
import { readConfig } from '../config.ts';
import { Retention } from './retention.ts';

const dayMs = 24 * 60 * 60 * 1000;

onEachDatabase((name, makeDatabase) => {
  describe(`retention on ${name}`, () => {
    let database: TestDatabase;
    let store: PostgresConversationStore;
    let jobs: PostgresJobQueue;

    beforeAll(async () => {
      database = await makeDatabase();
      store = new PostgresConversationStore(database.pool);
      jobs = new PostgresJobQueue(database.pool, { pollMs: 50 });
    });
    afterAll(async () => {
      await jobs.close();
      await database.close();
    });

    const open = () =>
      store.createConversation({
        id: randomUUID(),
        visitorId: randomUUID(),
        site: 'default',
        locale: 'en',
      });
    /** As it will be in so many days. */
    const retention = (inDays: number, deleted: number[] = []) =>
      new Retention({
        store,
        jobs,
        clock: { nowMs: () => Date.now() + inDays * dayMs },
        keepDays: 30,
        onDeleted: (conversations) => deleted.push(conversations),
      });

    it('keeps a conversation for its days, and no longer', async () => {
      const { id } = await open();
      await retention(29).deleteOld(new AbortController().signal);
      expect(await store.getConversation(id)).not.toBeNull();
      await retention(31).deleteOld(new AbortController().signal);
      expect(await store.getConversation(id)).toBeNull();
    });

    it('is a job of the queue, which deletes batch by batch and says how much', async () => {
      const opened = [];
      for (let count = 0; count < 120; count += 1) opened.push(await open());
      const deleted: number[] = [];
      await retention(31, deleted).start();
      await jobs.add('delete-old-conversations', null);
      await expect.poll(() => deleted).toEqual([120]);
      const left = await Promise.all(opened.map(({ id }) => store.getConversation(id)));
      expect(left.every((conversation) => conversation === null)).toBe(true);
    });

    it('comes by itself once a day', async () => {
      const { rows } = await database.pool.query(
        "select every_ms, next_at from job_schedules where name = 'delete-old-conversations'",
      );
      expect(rows).toHaveLength(1);
      expect(Number(rows[0]?.every_ms)).toBe(dayMs);
    });

    it('stops in between when it is told to', async () => {
      await open();
      const stopped = new AbortController();
      stopped.abort();
      const deleted: number[] = [];
      await retention(31, deleted).deleteOld(stopped.signal);
      expect(deleted).toEqual([]);
    });
  });
});

it('keeps no answer in the caches that outlives its conversation, however few days are set', () => {
  const longestMs = expiresAtMs(['stable'], 0, () => 1);
  expect(longestMs).toBeLessThanOrEqual(
    readConfig({ CONVERSATION_DAYS: '3' }).conversationDays * dayMs,
  );
  expect(() => readConfig({ CONVERSATION_DAYS: '2' })).toThrow('CONVERSATION_DAYS');
  expect(readConfig({ CONVERSATION_DAYS: '0' }).conversationDays).toBe(0);
});
