import type { IngestionJob } from '../../shared/admin-protocol.ts';

/** What a job has to work on: a file, or the folder that the process follows. */
export interface IngestionInput {
  file: Uint8Array | null;
  /** What the document is when it does not say itself. */
  defaults: unknown;
}

/**
 * Files and folders on their way into the knowledge base, kept over restarts. A file's bytes are kept until its job has ended.
 * Throws DeskhandError `storage-unavailable` (retryable) when the database cannot be reached.
 */
export interface IngestionJobStore {
  add(job: IngestionJob, input: IngestionInput): Promise<void>;
  /** Counts one more try, the first being 1, and hands out what to work on. Null for a job that is unknown or has ended. */
  begin(
    jobId: string,
  ): Promise<{ job: IngestionJob; input: IngestionInput; attempt: number } | null>;
  /** `done` and `failed` end the job: its file is dropped. */
  setState(jobId: string, state: IngestionJob['state']): Promise<void>;
  get(jobId: string): Promise<IngestionJob | null>;
  /** Newest first; those that have ended only when they are younger than `endedWithinMs`. Older ones are forgotten. */
  list(endedWithinMs: number): Promise<IngestionJob[]>;
}
