import type { Cache } from '../ports/cache.ts';
import { type AnswerEntry, decodeVector } from './answer-entry.ts';
import { answerKeyPrefix } from './cache-key.ts';
import type { SemanticIndex } from './semantic-index.ts';
import { readAnswers } from './stored-answers.ts';

/** Entries read at once, so that one pass over a large cache does not hold up its users. */
const pageSize = 100;

/**
 * Keeps the vectors of one process in step with a cache that others fill, too, or that outlives the process:
 * what was added elsewhere becomes findable here, what is gone leaves. Needed where the vectors live in the process.
 */
export class SemanticSync {
  readonly #cache: Cache;
  readonly #index: SemanticIndex;
  readonly #dimensions: number;
  readonly #known = new Set<string>();

  constructor(cache: Cache, index: SemanticIndex, dimensions: number) {
    this.#cache = cache;
    this.#index = index;
    this.#dimensions = dimensions;
  }

  /** Throws `cache-unavailable` or `index-unavailable`; what was done until then stays done. */
  async run(): Promise<{ added: number; removed: number }> {
    const keys = new Set(await this.#cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER));
    const gone = [...this.#known].filter((key) => !keys.has(key));
    await this.#index.remove(gone);
    for (const key of gone) this.#known.delete(key);
    const fresh = [...keys].filter((key) => !this.#known.has(key));
    for (let start = 0; start < fresh.length; start += pageSize) {
      await this.#add(fresh.slice(start, start + pageSize));
    }
    return { added: fresh.length, removed: gone.length };
  }

  async #add(keys: string[]): Promise<void> {
    for (const { key, entry } of await readAnswers(this.#cache, keys))
      await this.#addOne(key, entry);
    for (const key of keys) this.#known.add(key);
  }

  async #addOne(key: string, entry: AnswerEntry): Promise<void> {
    const vector = decodeVector(entry.vector);
    if (vector.length === this.#dimensions) {
      await this.#index.add(key, entry, vector, entry.expiresAtMs);
    }
  }
}
