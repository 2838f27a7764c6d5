import type { Cache } from '../ports/cache.ts';
import { documentTag, messageTag } from './lineage.ts';

const firstPauseMs = 50;
const longestPauseMs = 5000;
/** Longest a caller waits for an eviction; it goes on in the background. */
const defaultPatienceMs = 2000;

/**
 * Takes what rests on a document or an answer out of all three tiers in one step, on all nodes that share the cache.
 *
 * The order that makes it safe: the new document is stored, then the retrieval index holds it, then it is evicted here,
 * and only then is the edit reported as done. An answer begun before the eviction is refused by the cache's fence;
 * one that still read an old index after it is refused by the version check at admission.
 *
 * While the cache cannot be reached, nothing resting on the tags is served or admitted by this process,
 * and the eviction is tried until it works.
 */
export class CacheInvalidation {
  readonly #cache: Cache;
  readonly #onEvicted: (keys: string[]) => Promise<void>;
  readonly #patienceMs: number;
  /** Tags whose eviction is not done yet, with how many evictions wait for them. */
  readonly #pending = new Map<string, number>();
  readonly #closing = new AbortController();

  /** `onEvicted` may tidy up after the entries; they are gone before it is called. */
  constructor(
    cache: Cache,
    onEvicted: (keys: string[]) => Promise<void> = async () => {},
    patienceMs = defaultPatienceMs,
  ) {
    this.#cache = cache;
    this.#onEvicted = onEvicted;
    this.#patienceMs = patienceMs;
  }

  /**
   * From the call on, this process serves nothing that rests on the documents. Resolves with the evicted keys once that
   * holds for all processes, or with none when the cache was out of reach for too long; the eviction then goes on.
   */
  evictDocuments(documentIds: string[]): Promise<string[]> {
    return this.#evict(documentIds.map(documentTag));
  }

  /** For an answer that was disliked or found wrong, by the message it was first given as. */
  evictAnswer(messageId: string): Promise<string[]> {
    return this.#evict([messageTag(messageId)]);
  }

  /** Whether an eviction of one of the tags still waits for the cache. */
  isPending(tags: string[]): boolean {
    return this.#pending.size > 0 && tags.some((tag) => this.#pending.has(tag));
  }

  /** Evictions still waiting are given up; the process is about to end. */
  close(): void {
    this.#closing.abort();
  }

  async #evict(tags: string[]): Promise<string[]> {
    for (const tag of tags) this.#pending.set(tag, (this.#pending.get(tag) ?? 0) + 1);
    const evicted = this.#evictUntilDone(tags).then(async (keys) => {
      this.#settle(tags);
      await this.#onEvicted(keys);
      return keys;
    });
    const waited = new AbortController();
    const patience = pause(this.#patienceMs, waited.signal).then(() => []);
    return Promise.race([evicted, patience]).finally(() => {
      waited.abort();
      evicted.catch(() => {});
    });
  }

  #settle(tags: string[]): void {
    for (const tag of tags) {
      const waiting = (this.#pending.get(tag) ?? 1) - 1;
      if (waiting === 0) this.#pending.delete(tag);
      else this.#pending.set(tag, waiting);
    }
  }

  async #evictUntilDone(tags: string[]): Promise<string[]> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await this.#cache.evictByDocument(tags);
      } catch (error) {
        if (this.#closing.signal.aborted) throw error;
        await pause(pauseMs, this.#closing.signal);
      }
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms).unref();
    signal.addEventListener('abort', done);
  });
}
