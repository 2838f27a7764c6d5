import type { VectorIndex, VectorMatch } from '../ports/vector-index.ts';
import { answerScopeKey, type CacheQuery } from './cache-key.ts';

/** Payload fields that searches and sweeps compare. */
export const answerVectorFields = ['scope', 'expiryDay'] as const;

const dayMs = 86_400_000;
/** How many past days a sweep clears; the longest life of an entry is three. */
const sweptDays = 14;

/**
 * Vectors of cached questions by cache key. It only proposes keys: whether an entry still stands, the cache
 * alone says. So a vector that outlives its entry costs a little room and can never serve anything.
 */
export class SemanticIndex {
  readonly #vectors: VectorIndex;

  constructor(vectors: VectorIndex) {
    this.#vectors = vectors;
  }

  async add(
    key: string,
    query: CacheQuery,
    vector: Float32Array,
    expiresAtMs: number,
  ): Promise<void> {
    const payload = { ...filterOf(query), expiryDay: dayOf(expiresAtMs) };
    await this.#vectors.upsert([{ id: key, vector, payload }]);
  }

  /** The nearest keys of the query's own scope, prompt version and model policy, best first. */
  nearest(
    query: CacheQuery,
    vector: Float32Array,
    options: { limit: number; minScore: number },
  ): Promise<VectorMatch[]> {
    return this.#vectors.search({ vector, filter: filterOf(query), ...options });
  }

  async remove(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#vectors.remove(keys);
  }

  /** Clears the vectors of entries that expired before today. */
  async sweep(nowMs: number): Promise<void> {
    const days = Array.from({ length: sweptDays }, (_, index) =>
      dayOf(nowMs - (index + 1) * dayMs),
    );
    await this.#vectors.removeWhere({ expiryDay: days });
  }
}

function filterOf(query: Omit<CacheQuery, 'question'>): Record<'scope', string> {
  return { scope: answerScopeKey(query) };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
