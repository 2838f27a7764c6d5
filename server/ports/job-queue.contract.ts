import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobQueue } from './job-queue.ts';

export interface JobQueuesUnderTest {
  /** Another process's view of the same jobs. Leases and delays are short. */
  join(): Promise<{
    queue: JobQueue;
    /** Cuts it off as the death of its process does. */
    crash(): Promise<void>;
  }>;
  close(): Promise<void>;
}

export function describeJobQueueContract(
  name: string,
  makeAdapter: () => Promise<JobQueuesUnderTest>,
): void {
  describe(`JobQueue on ${name}`, () => {
    let adapter: JobQueuesUnderTest;
    beforeAll(async () => {
      adapter = await makeAdapter();
    });
    afterAll(() => adapter.close());

    /** A queue that is closed after the case, with a job name of its own. */
    const withQueue = async (run: (queue: JobQueue, job: string) => Promise<void>) => {
      const { queue } = await adapter.join();
      try {
        await run(queue, `job-${randomUUID()}`);
      } finally {
        await queue.close();
      }
    };

    it('hands a job to its worker, also one added before it worked', () =>
      withQueue(async (queue, job) => {
        const done: unknown[] = [];
        await queue.add(job, { file: 'a.md' });
        await queue.work(job, async (payload) => {
          done.push(payload);
        });
        await queue.add(job, null);
        await vi.waitFor(() => expect(done).toEqual([{ file: 'a.md' }, null]), waiting);
      }));

    it('tries a failing job again as often as told, then goes on with the next', () =>
      withQueue(async (queue, job) => {
        const tried: unknown[] = [];
        await queue.work(job, async (payload) => {
          tried.push(payload);
          if (payload === 'bad') throw new Error('no');
        });
        await queue.add(job, 'bad', { retries: 2 });
        await vi.waitFor(() => expect(tried).toEqual(['bad', 'bad', 'bad']), waiting);
        await queue.add(job, 'good');
        await vi.waitFor(() => expect(tried).toContain('good'), waiting);
        expect(tried).toEqual(['bad', 'bad', 'bad', 'good']);
      }));

    it('adds no second job of a key while one waits, but does once that has begun', () =>
      withQueue(async (queue, job) => {
        const begun: unknown[] = [];
        const gate = Promise.withResolvers<void>();
        await queue.add(job, 1, { key: 'same' });
        await queue.add(job, 2, { key: 'same' });
        await queue.add(job, 3, { key: 'other' });
        await queue.work(job, async (payload) => {
          begun.push(payload);
          await gate.promise;
        });
        await vi.waitFor(() => expect(begun).toEqual([1]), waiting);
        await queue.add(job, 4, { key: 'same' });
        gate.resolve();
        await vi.waitFor(() => expect(begun).toEqual([1, 3, 4]), waiting);
      }));

    it('does as many at a time as told', () =>
      withQueue(async (queue, job) => {
        let [now, most, done] = [0, 0, 0];
        const gate = Promise.withResolvers<void>();
        await queue.work(
          job,
          async () => {
            now++;
            most = Math.max(most, now);
            await gate.promise;
            now--;
            done++;
          },
          { concurrency: 3 },
        );
        for (let n = 0; n < 7; n++) await queue.add(job, n);
        await vi.waitFor(() => expect(now).toBe(3), waiting);
        gate.resolve();
        await vi.waitFor(() => expect(done).toBe(7), waiting);
        expect(most).toBe(3);
      }));

    it('keeps a delayed job for later', () =>
      withQueue(async (queue, job) => {
        const done: unknown[] = [];
        await queue.add(job, 'in an hour', { delayMs: 3_600_000 });
        await queue.add(job, 'soon', { delayMs: 100 });
        await queue.work(job, async (payload) => {
          done.push(payload);
        });
        await vi.waitFor(() => expect(done).toEqual(['soon']), waiting);
        await queue.add(job, 'now');
        await vi.waitFor(() => expect(done).toEqual(['soon', 'now']), waiting);
      }));

    it('gives each job to one of several processes', () =>
      withQueue((first, job) =>
        withQueue(async (second) => {
          const done: unknown[] = [];
          const worker = async (payload: unknown) => {
            done.push(payload);
          };
          await first.work(job, worker, { concurrency: 4 });
          await second.work(job, worker, { concurrency: 4 });
          const payloads = Array.from({ length: 40 }, (_, n) => n);
          await Promise.all(payloads.map((payload) => first.add(job, payload)));
          await vi.waitFor(() => expect(done).toHaveLength(40), waiting);
          expect(done.map(Number).sort((a, b) => a - b)).toEqual(payloads);
        }),
      ));

    it('lets another process take over the job of one that died', () =>
      withQueue(async (survivor, job) => {
        const dying = await adapter.join();
        const begun = Promise.withResolvers<void>();
        await dying.queue.work(job, async (_, signal) => {
          begun.resolve();
          await aborted(signal);
        });
        await dying.queue.add(job, 'unfinished');
        await begun.promise;
        await dying.crash();
        const done: unknown[] = [];
        await survivor.work(job, async (payload) => {
          done.push(payload);
        });
        await vi.waitFor(() => expect(done).toEqual(['unfinished']), waiting);
        await dying.queue.close();
      }));

    it('keeps a long job with its worker for as long as that lives', () =>
      withQueue((worker, job) =>
        withQueue(async (other) => {
          const begun: string[] = [];
          const gate = Promise.withResolvers<void>();
          await worker.work(job, async () => {
            begun.push('worker');
            await gate.promise;
          });
          await worker.add(job, null);
          await vi.waitFor(() => expect(begun).toEqual(['worker']), waiting);
          await other.work(job, async () => {
            begun.push('other');
          });
          // Long past the lease: jobs of another name come and go three times as long as it.
          const clock = `clock-${job}`;
          let ticks = 0;
          await other.work(clock, async () => {
            ticks++;
          });
          await other.schedule(clock, 200);
          await vi.waitFor(() => expect(ticks).toBeGreaterThan(8), waiting);
          expect(begun).toEqual(['worker']);
          gate.resolve();
        }),
      ));

    it('gives back at close what it could not finish', () =>
      withQueue(async (next, job) => {
        const { queue } = await adapter.join();
        const begun = Promise.withResolvers<void>();
        await queue.work(job, async (_, signal) => {
          begun.resolve();
          await aborted(signal);
          throw new Error('broken off');
        });
        await queue.add(job, 'unfinished', { retries: 0 });
        await begun.promise;
        await queue.close();
        const done: unknown[] = [];
        await next.work(job, async (payload) => {
          done.push(payload);
        });
        await vi.waitFor(() => expect(done).toEqual(['unfinished']), waiting);
      }));

    it('adds scheduled jobs again and again, once for all processes', () =>
      withQueue((first, job) =>
        withQueue(async (second) => {
          const done: unknown[] = [];
          await first.schedule(job, 3_600_000);
          await first.schedule(job, 50);
          await second.schedule(job, 50);
          await first.work(job, async (payload) => {
            done.push(payload);
          });
          await vi.waitFor(() => expect(done.slice(0, 3)).toEqual([null, null, null]), waiting);
        }),
      ));
  });
}

const waiting = { timeout: 20_000, interval: 20 };

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
