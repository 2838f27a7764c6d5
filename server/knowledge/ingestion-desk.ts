import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { IngestionJob } from '../../shared/admin-protocol.ts';
import { toWireError } from '../errors.ts';
import type { FolderSource } from './folder-source.ts';
import type { DocumentDefaults } from './ingestion/to-document.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

type JobState = IngestionJob['state'];
type Progress = (done: number, total: number) => void;

/** Jobs that are remembered for the admin page. */
const keptJobs = 200;

/** Takes documents in one after the other, off the request that brought them, and tells how far each has come. */
export class IngestionDesk {
  readonly #knowledge: KnowledgeBase;
  readonly #folder: FolderSource;
  readonly #jobs = new LRUCache<string, IngestionJob>({ max: keptJobs });
  #work: Promise<void> = Promise.resolve();

  constructor(knowledge: KnowledgeBase, folder: FolderSource) {
    this.#knowledge = knowledge;
    this.#folder = folder;
  }

  upload(fileName: string, bytes: Uint8Array, defaults: DocumentDefaults): IngestionJob {
    return this.#start('upload', fileName, async (progress) => {
      progress(0, 1);
      const saved = await this.#knowledge.save(fileName, bytes, defaults);
      return {
        kind: 'done',
        changed: saved.changed ? 1 : 0,
        unchanged: saved.changed ? 0 : 1,
        deleted: 0,
      };
    });
  }

  readFolder(name: string): IngestionJob {
    return this.#start('folder', name, async (progress) => {
      let files = 0;
      const result = await this.#folder.sync((done, total) => {
        files = total;
        progress(done, total);
      });
      const [refused] = result.refused;
      if (refused !== undefined) {
        return {
          kind: 'failed',
          code: 'document-damaged',
          detail: result.refused.map(({ file, reason }) => `${file}: ${reason}`).join('\n'),
        };
      }
      const changed = result.changed.length;
      return { kind: 'done', changed, unchanged: files - changed, deleted: result.removed.length };
    });
  }

  job(jobId: string): IngestionJob | null {
    return this.#jobs.get(jobId) ?? null;
  }

  /** Newest first. */
  jobs(): IngestionJob[] {
    return [...this.#jobs.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Resolves when every job begun so far has ended. */
  settled(): Promise<void> {
    return this.#work;
  }

  #start(
    kind: IngestionJob['kind'],
    name: string,
    work: (progress: Progress) => Promise<JobState>,
  ): IngestionJob {
    const job: IngestionJob = {
      id: randomUUID(),
      kind,
      name,
      createdAt: new Date().toISOString(),
      state: { kind: 'waiting' },
    };
    const set = (state: JobState) => this.#jobs.set(job.id, { ...job, state });
    set(job.state);
    this.#work = this.#work.then(async () => {
      try {
        set(await work((done, total) => set({ kind: 'running', done, total })));
      } catch (error) {
        const detail = error instanceof Error ? error.message : 'The document cannot be taken in.';
        const { code } = toWireError(error);
        set({
          kind: 'failed',
          code,
          detail: code === 'internal' ? 'Something went wrong; see the log.' : detail,
        });
      }
    });
    return job;
  }
}
