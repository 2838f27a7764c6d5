export interface CacheEntryOptions {
  /** Absolute: reading an entry does not prolong it. Milliseconds since the epoch. */
  expiresAtMs: number;
  /** Ids of the documents the value rests on; `evictByDocument` finds it by them. */
  documentIds: string[];
}

/**
 * Values by key with absolute expiry and lineage. A value is any JSON.
 * Every method throws DeskhandError `cache-unavailable` when the cache cannot be reached or is too slow; callers go on without it.
 */
export interface Cache {
  get(key: string): Promise<unknown>;
  getMany(keys: string[]): Promise<unknown[]>;
  /**
   * Stores unless one of the documents was evicted at or after `begunAt`, a value of `now()` taken before
   * the documents were read; then nothing is stored and false is returned.
   */
  set(
    key: string,
    value: unknown,
    options: CacheEntryOptions & { begunAt: CacheInstant },
  ): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Removes every entry that rests on one of the documents, in one step, and returns their keys. */
  evictByDocument(documentIds: string[]): Promise<string[]>;
  /** The cache's own logical clock: it advances with each eviction. */
  now(): Promise<CacheInstant>;
  /** Keys with this prefix, oldest first. */
  keys(prefix: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

export type CacheInstant = number;
