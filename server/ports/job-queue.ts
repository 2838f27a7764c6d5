/**
 * Work done off the path, kept in the database, at least once, with retries.
 * A worker that throws has its job tried again (`retries` times, with growing delay), then the job is failed.
 */
export interface JobQueue {
  /** `key`: while a job of this name and key waits, another is not added. */
  add(
    name: string,
    payload: unknown,
    options?: { key?: string; retries?: number; delayMs?: number },
  ): Promise<void>;
  work(
    name: string,
    worker: (payload: unknown, signal: AbortSignal) => Promise<void>,
    options?: { concurrency?: number },
  ): Promise<void>;
  schedule(name: string, everyMs: number): Promise<void>;
  close(): Promise<void>;
}
