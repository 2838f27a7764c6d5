import type { Pool } from 'pg';
import type { JobQueue } from '../../ports/job-queue.ts';
import * as statements from './job-statements.ts';
import { json, run } from './statement.ts';

export interface PostgresJobQueueOptions {
  /** How often other processes' jobs are looked for; those added by this process start at once. Default 1,000. */
  pollMs?: number;
  /** A job whose worker was silent for this long is taken over. Default 30,000. */
  leaseMs?: number;
  /** Before the first retry; doubles with each, up to five minutes. Default 1,000. */
  retryDelayMs?: number;
  /** Told of a job that threw, and of a database that is gone. */
  onError?: (error: unknown, jobName: string) => void;
}

type Worker = (payload: unknown, signal: AbortSignal) => Promise<void>;

interface Lane {
  worker: Worker;
  concurrency: number;
  running: Set<RunningJob>;
}

interface RunningJob {
  id: string;
  attempts: number;
  broken: AbortController;
  settled: Promise<void>;
}

interface ClaimedRow {
  id: string;
  payload: unknown;
  attempts: number;
  state: 'running' | 'failed';
}

const maxRetryDelayMs = 300_000;

/** Jobs in one table of PostgreSQL, claimed with `for update skip locked` and held by a lease that is renewed. */
export class PostgresJobQueue implements JobQueue {
  private readonly pool: Pool;
  private readonly pollMs: number;
  private readonly leaseMs: number;
  private readonly retryDelayMs: number;
  private readonly onError: (error: unknown, jobName: string) => void;
  private readonly lanes = new Map<string, Lane>();
  private readonly schedules = new Set<string>();
  private readonly polling: NodeJS.Timeout;
  private readonly renewing: NodeJS.Timeout;
  private closed = false;
  private polled: Promise<void> = Promise.resolve();

  constructor(pool: Pool, options: PostgresJobQueueOptions = {}) {
    this.pool = pool;
    this.pollMs = options.pollMs ?? 1_000;
    this.leaseMs = options.leaseMs ?? 30_000;
    this.retryDelayMs = options.retryDelayMs ?? 1_000;
    this.onError = options.onError ?? (() => {});
    this.polling = setInterval(() => this.poll(), this.pollMs);
    this.renewing = setInterval(() => this.renew(), this.leaseMs / 3);
  }

  async add(
    name: string,
    payload: unknown,
    options: { key?: string; retries?: number; delayMs?: number } = {},
  ): Promise<void> {
    await run(this.pool, statements.addJob, [
      name,
      options.key ?? null,
      json(payload ?? null),
      options.retries ?? 3,
      options.delayMs ?? 0,
    ]);
    this.poll();
  }

  async work(name: string, worker: Worker, options: { concurrency?: number } = {}): Promise<void> {
    this.lanes.set(name, { worker, concurrency: options.concurrency ?? 1, running: new Set() });
    this.poll();
  }

  async schedule(name: string, everyMs: number): Promise<void> {
    await run(this.pool, statements.scheduleJob, [name, everyMs]);
    this.schedules.add(name);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.polling);
    await this.polled;
    const running = [...this.lanes.values()].flatMap((lane) => [...lane.running]);
    for (const job of running) job.broken.abort();
    await Promise.all(running.map((job) => job.settled));
    clearInterval(this.renewing);
  }

  /** One look after the other, so that a slow database is not asked by many at once. */
  private poll(): void {
    this.polled = this.polled.then(() => this.look());
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    try {
      if (this.schedules.size > 0) {
        await run(this.pool, statements.addScheduled, [[...this.schedules]]);
      }
      for (const [name, lane] of this.lanes) await this.fill(name, lane);
    } catch (error) {
      this.onError(error, '');
    }
  }

  private async fill(name: string, lane: Lane): Promise<void> {
    const free = lane.concurrency - lane.running.size;
    if (free <= 0) return;
    const rows = await run<ClaimedRow>(this.pool, statements.claimJobs, [name, free, this.leaseMs]);
    for (const row of rows) {
      if (row.state === 'running') this.start(name, lane, row);
    }
  }

  private start(name: string, lane: Lane, row: ClaimedRow): void {
    const broken = new AbortController();
    const { id, attempts } = row;
    const job: RunningJob = { id, attempts, broken, settled: Promise.resolve() };
    lane.running.add(job);
    job.settled = this.perform(name, lane.worker, row, broken.signal)
      .catch((error) => this.onError(error, name))
      .finally(() => {
        lane.running.delete(job);
        this.poll();
      });
  }

  private async perform(
    name: string,
    worker: Worker,
    { id, payload, attempts }: ClaimedRow,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await worker(payload, signal);
    } catch (error) {
      if (signal.aborted) {
        await run(this.pool, statements.returnJob, [id, attempts]);
        return;
      }
      this.onError(error, name);
      const delayMs = Math.min(this.retryDelayMs * 2 ** (attempts - 1), maxRetryDelayMs);
      await run(this.pool, statements.failJob, [id, attempts, describeError(error), delayMs]);
      return;
    }
    await run(this.pool, statements.finishJob, [id, attempts]);
  }

  private async renew(): Promise<void> {
    const jobs = [...this.lanes.values()].flatMap((lane) => [...lane.running]);
    if (jobs.length === 0) return;
    try {
      const ids = jobs.map((job) => job.id);
      const attempts = jobs.map((job) => job.attempts);
      const rows = await run<{ id: string }>(this.pool, statements.renewJobs, [
        ids,
        attempts,
        this.leaseMs,
      ]);
      const ours = new Set(rows.map((row) => row.id));
      const settled = (job: RunningJob) =>
        ![...this.lanes.values()].some((lane) => lane.running.has(job));
      for (const job of jobs) if (!ours.has(job.id) && !settled(job)) job.broken.abort();
    } catch (error) {
      this.onError(error, '');
    }
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
