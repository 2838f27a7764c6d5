import { QdrantClient, type Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { DeskhandError } from '../../errors.ts';
import type {
  VectorFilter,
  VectorIndex,
  VectorMatch,
  VectorPoint,
} from '../../ports/vector-index.ts';
import { CollectionMismatch, denseVector, ensureCollection, fieldKey } from './collection.ts';
import { pointIdOf } from './point-id.ts';

export interface QdrantVectorIndexOptions {
  url: string;
  apiKey?: string;
  /** One collection for each kind of vector and embedding model. */
  collection: string;
  dimensions: number;
  /** Payload fields that filters compare. */
  indexedFields: readonly string[];
  /** Longest wait for one call. Milliseconds. */
  limitMs?: number;
}

/** Points a request carries: at 384 dimensions about a megabyte. */
const batchSize = 200;

const storedSchema = z.object({
  id: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/**
 * Nearest neighbours from Qdrant. The collection is created with the first call; until Qdrant is reached every call fails.
 * Writes return when they are searchable.
 */
export function createQdrantVectorIndex(options: QdrantVectorIndexOptions): VectorIndex {
  return new QdrantVectorIndex(options);
}

class QdrantVectorIndex implements VectorIndex {
  readonly #options: QdrantVectorIndexOptions;
  readonly #client: QdrantClient;
  #ready: Promise<void> | null = null;

  constructor(options: QdrantVectorIndexOptions) {
    this.#options = options;
    const { url, apiKey, limitMs = 2000 } = options;
    const port = new URL(url).port;
    this.#client = new QdrantClient({
      url,
      // Without a port of its own the client takes 6333, whatever the address says.
      ...(port === '' ? { port: null } : {}),
      ...(apiKey === undefined ? {} : { apiKey }),
      timeout: limitMs,
      // Qdrant writes a compressed answer in pieces, and on an idle connection the last of them waits 40 ms for the acknowledgement of
      // the one before.
      headers: { 'accept-encoding': 'identity' },
      checkCompatibility: false,
    });
  }

  async upsert(points: VectorPoint[]): Promise<void> {
    for (const { vector } of points) this.#checkLength(vector);
    for (let start = 0; start < points.length; start += batchSize) {
      const batch = points.slice(start, start + batchSize).map(({ id, vector, payload }) => ({
        id: pointIdOf(id),
        vector: { [denseVector]: [...vector] },
        payload: { id, fields: payload },
      }));
      await this.#call((client, name) => client.upsert(name, { wait: true, points: batch }));
    }
  }

  async remove(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const points = ids.map(pointIdOf);
    await this.#call((client, name) => client.delete(name, { wait: true, points }));
  }

  async removeWhere(filter: VectorFilter): Promise<void> {
    if (matchesNothing(filter)) return;
    await this.#call((client, name) =>
      client.delete(name, { wait: true, filter: conditionsOf(filter) }),
    );
  }

  async search(query: {
    vector: Float32Array;
    limit: number;
    filter?: VectorFilter;
    minScore?: number;
  }): Promise<VectorMatch[]> {
    this.#checkLength(query.vector);
    const filter = query.filter ?? {};
    if (matchesNothing(filter)) return [];
    const { points } = await this.#call((client, name) =>
      client.query(name, {
        query: [...query.vector],
        using: denseVector,
        limit: query.limit,
        with_payload: true,
        filter: conditionsOf(filter),
        ...(query.minScore === undefined ? {} : { score_threshold: query.minScore }),
      }),
    );
    return points
      .map(({ score, payload }) => {
        const { id, fields } = storedSchema.parse(payload);
        return { id, score, payload: fields };
      })
      .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
  }

  async count(): Promise<number> {
    const counted = await this.#call((client, name) => client.count(name, { exact: true }));
    return counted.count;
  }

  async close(): Promise<void> {}

  #checkLength(vector: Float32Array): void {
    const { dimensions } = this.#options;
    if (vector.length === dimensions) return;
    throw new RangeError(`a vector of ${vector.length} numbers where ${dimensions} are expected`);
  }

  async #call<Value>(
    ask: (client: QdrantClient, collection: string) => Promise<Value>,
  ): Promise<Value> {
    const { collection: name, dimensions, indexedFields } = this.#options;
    try {
      this.#ready ??= ensureCollection(this.#client, { name, dimensions, indexedFields });
      await this.#ready;
    } catch (cause) {
      this.#ready = null;
      throw unavailable(cause);
    }
    try {
      return await ask(this.#client, name);
    } catch (cause) {
      // The collection went with Qdrant's own data; the next call makes it anew.
      if (cause instanceof Error && cause.message.includes('Not Found')) this.#ready = null;
      throw unavailable(cause);
    }
  }
}

function unavailable(cause: unknown): DeskhandError {
  const message = cause instanceof Error ? cause.message : 'Qdrant failed';
  const retryable = !(cause instanceof CollectionMismatch);
  return new DeskhandError('index-unavailable', { message, cause, retryable });
}

function matchesNothing(filter: VectorFilter): boolean {
  return Object.values(filter).some((wanted) => Array.isArray(wanted) && wanted.length === 0);
}

function conditionsOf(filter: VectorFilter): Schemas['Filter'] {
  const must = Object.entries(filter).map(([field, wanted]) => ({
    key: fieldKey(field),
    match: Array.isArray(wanted) ? { any: wanted } : { value: wanted },
  }));
  return { must };
}
