import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';

export interface RetentionParts {
  store: Pick<ConversationStore, 'deleteIdle'>;
  jobs: Pick<JobQueue, 'work' | 'schedule'>;
  clock: Pick<Clock, 'nowMs'>;
  /** Days that a conversation is kept after the last thing that happened in it. */
  keepDays: number;
  /** Hears how many conversations a run deleted. */
  onDeleted: (conversations: number) => void;
}

const dayMs = 24 * 60 * 60 * 1000;
const jobName = 'delete-old-conversations';

/** Conversations deleted at once, and the rest for everybody else between two such statements. Milliseconds. */
const batchSize = 100;
const pauseMs = 100;

/** Deletes the conversations that nobody needs to keep any longer, once a day for all processes. */
export class Retention {
  readonly #parts: RetentionParts;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** The first run comes a day after the first start ever. */
  async start(): Promise<void> {
    const { jobs } = this.#parts;
    await jobs.work(jobName, (_payload, signal) => this.deleteOld(signal));
    await jobs.schedule(jobName, dayMs);
  }

  /** Deletes all that is too old, batch by batch, until the signal aborts; the next run goes on. */
  async deleteOld(signal: AbortSignal): Promise<void> {
    const { store, clock, keepDays, onDeleted } = this.#parts;
    const before = new Date(clock.nowMs() - keepDays * dayMs).toISOString();
    let deleted = 0;
    let batch = batchSize;
    while (batch === batchSize && !signal.aborted) {
      batch = await store.deleteIdle({ before, limit: batchSize });
      deleted += batch;
      if (batch === batchSize) await sleep(pauseMs);
    }
    if (deleted > 0) onDeleted(deleted);
  }
}
