import { randomUUID } from 'node:crypto';
import type { IngestionJob } from '../../shared/admin-protocol.ts';
import { DeskhandError, toWireError } from '../errors.ts';
import type { IngestionInput, IngestionJobStore } from '../ports/ingestion-job-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { FolderSource } from './folder-source.ts';
import type { DocumentDefaults } from './ingestion/to-document.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

type JobState = IngestionJob['state'];
type Progress = (done: number, total: number) => Promise<void>;

export interface IngestionDeskParts {
  knowledge: KnowledgeBase;
  folder: FolderSource;
  jobs: JobQueue;
  store: IngestionJobStore;
}

const queueName = 'ingest';

/** A file that ended the process this often is not tried again. */
const mostAttempts = 3;

/** How long the admin page shows jobs that have ended. */
const keptMs = 24 * 60 * 60_000;

/**
 * Takes documents in off the request that brought them, and tells how far each has come. Files wait in the database: a restart
 * loses none, and any process may take one in.
 */
export class IngestionDesk {
  readonly #parts: IngestionDeskParts;

  constructor(parts: IngestionDeskParts) {
    this.#parts = parts;
  }

  /** Begins to work on what waits, one job at a time. */
  start(): Promise<void> {
    return this.#parts.jobs.work(queueName, (payload, signal) =>
      this.#perform(String(payload), signal),
    );
  }

  upload(fileName: string, bytes: Uint8Array, defaults: DocumentDefaults): Promise<IngestionJob> {
    return this.#add('upload', fileName, { file: bytes, defaults });
  }

  readFolder(name: string): Promise<IngestionJob> {
    return this.#add('folder', name, { file: null, defaults: null });
  }

  job(jobId: string): Promise<IngestionJob | null> {
    return this.#parts.store.get(jobId);
  }

  /** Newest first. */
  jobs(): Promise<IngestionJob[]> {
    return this.#parts.store.list(keptMs);
  }

  async #add(
    kind: IngestionJob['kind'],
    name: string,
    input: IngestionInput,
  ): Promise<IngestionJob> {
    const job: IngestionJob = {
      id: randomUUID(),
      kind,
      name,
      createdAt: new Date().toISOString(),
      state: { kind: 'waiting' },
    };
    await this.#parts.store.add(job, input);
    await this.#parts.jobs.add(queueName, job.id);
    return job;
  }

  async #perform(jobId: string, signal: AbortSignal): Promise<void> {
    const { store } = this.#parts;
    const begun = await store.begin(jobId);
    if (begun === null) return;
    const { job, input, attempt } = begun;
    if (attempt > mostAttempts) {
      const detail = 'The server ended each time it was read.';
      await store.setState(jobId, { kind: 'failed', code: 'document-damaged', detail });
      return;
    }
    const progress: Progress = (done, total) =>
      store.setState(jobId, { kind: 'running', done, total });
    try {
      await store.setState(jobId, await this.#work(job, input, progress));
    } catch (error) {
      const isDocumentAtFault =
        error instanceof DeskhandError && error.code.startsWith('document-');
      const isOver = isDocumentAtFault || attempt === mostAttempts;
      if (isOver && !signal.aborted) await store.setState(jobId, failure(error));
      if (!isDocumentAtFault) throw error;
    }
  }

  async #work(job: IngestionJob, input: IngestionInput, progress: Progress): Promise<JobState> {
    if (job.kind === 'folder' || input.file === null) return this.#workFolder(progress);
    await progress(0, 1);
    const defaults = input.defaults as DocumentDefaults;
    const { changed } = await this.#parts.knowledge.save(job.name, input.file, defaults);
    return { kind: 'done', changed: changed ? 1 : 0, unchanged: changed ? 0 : 1, deleted: 0 };
  }

  async #workFolder(progress: Progress): Promise<JobState> {
    let files = 0;
    let told = Promise.resolve();
    const result = await this.#parts.folder.sync((done, total) => {
      files = total;
      // A progress that cannot be stored must not stop the reading.
      told = told.then(() => progress(done, total)).catch(() => {});
    });
    await told;
    if (result.refused.length > 0) {
      const detail = result.refused.map(({ file, reason }) => `${file}: ${reason}`).join('\n');
      return { kind: 'failed', code: 'document-damaged', detail };
    }
    const changed = result.changed.length;
    const leftOut = result.leftOut.length;
    const unchanged = Math.max(0, files - changed - leftOut);
    return { kind: 'done', changed, unchanged, deleted: result.removed.length, leftOut };
  }
}

function failure(error: unknown): JobState {
  const { code } = toWireError(error);
  const isForAdmins = error instanceof DeskhandError && code.startsWith('document-');
  const detail = isForAdmins ? error.message : 'Something went wrong; see the log.';
  return { kind: 'failed', code, detail };
}
