/**
 * Work done off the path, kept in the database, at least once, with retries.
 * A worker that throws has its job tried again (`retries` times, with growing delay), then the job is failed.
 * A job whose process died is taken over by another worker, which counts as one of its tries.
 */
export interface JobQueue {
  /** `key`: while a job of this name and key waits, another is not added. Three retries unless told. */
  add(
    name: string,
    payload: unknown,
    options?: { key?: string; retries?: number; delayMs?: number },
  ): Promise<void>;
  /**
   * Does the jobs of this name, one at a time unless told. The signal aborts at `close`, or when the job was taken over
   * because this process had been silent; a job that ends by throwing after `close` is done anew by the next process.
   */
  work(
    name: string,
    worker: (payload: unknown, signal: AbortSignal) => Promise<void>,
    options?: { concurrency?: number },
  ): Promise<void>;
  /** Adds a job of this name (payload null) every so often, once for all processes. The first comes after `everyMs`. */
  schedule(name: string, everyMs: number): Promise<void>;
  /** Takes no more jobs, aborts those under way and waits for them. */
  close(): Promise<void>;
}
