import { randomUUID } from 'node:crypto';
import { InProcessCache } from '../../../server/adapters/in-process/cache.ts';
import { systemClock } from '../../../server/adapters/in-process/system-clock.ts';
import { createInProcessVectorIndex } from '../../../server/adapters/in-process/vector-index.ts';
import { createQdrantVectorIndex } from '../../../server/adapters/qdrant/vector-index.ts';
import { RedisCache } from '../../../server/adapters/redis/cache.ts';
import { openRedis, redisReady } from '../../../server/adapters/redis/connection.ts';
import { answerVectorFields } from '../../../server/caching/semantic-index.ts';
import type { Config } from '../../../server/config.ts';
import type { Cache } from '../../../server/ports/cache.ts';
import type { VectorIndex } from '../../../server/ports/vector-index.ts';

/** Where entries and their vectors are kept while lookups are timed. */
export interface LookupStores {
  cacheName: string;
  indexName: string;
  /** As a turn reaches it. */
  cache: Cache;
  /** The same one, given the time that filling it takes. */
  patient: Cache;
  vectors: VectorIndex;
  /** Takes what was stored out again. */
  close(documentIds: string[]): Promise<void>;
}

type StoreSettings = Pick<Config, 'redisUrl' | 'qdrantUrl' | 'qdrantApiKey'>;

/** More than an installation of one process would allow itself, so that all entries fit. */
const roomyBytes = 4 * 1024 ** 3;
const patientMs = 10_000;
const readyMs = 5_000;

export function inProcessStores(dimensions: number): LookupStores {
  const cache = new InProcessCache({ clock: systemClock, maxBytes: roomyBytes });
  const vectors = createInProcessVectorIndex(dimensions);
  return {
    cacheName: 'in process',
    indexName: 'in process',
    cache,
    patient: cache,
    vectors,
    async close() {
      await Promise.all([cache.close(), vectors.close()]);
    },
  };
}

/** The stores that the settings name, each in place of the one of this process; null where they name none. */
export async function namedStores(
  { redisUrl, qdrantUrl, qdrantApiKey }: StoreSettings,
  dimensions: number,
): Promise<LookupStores | null> {
  if (redisUrl === undefined && qdrantUrl === undefined) return null;
  const name = `bench-${randomUUID()}`;
  const local = inProcessStores(dimensions);
  const redis = redisUrl === undefined ? null : openRedis(redisUrl, () => {});
  if (redis !== null && !(await redisReady(redis, readyMs))) throw new Error('no Redis there');
  const vectors =
    qdrantUrl === undefined
      ? local.vectors
      : createQdrantVectorIndex({
          url: qdrantUrl,
          collection: `deskhand-${name}`,
          dimensions,
          indexedFields: answerVectorFields,
          ...(qdrantApiKey === undefined ? {} : { apiKey: qdrantApiKey }),
        });
  const patient =
    redis === null ? local.cache : new RedisCache({ client: redis, name, limitMs: patientMs });
  return {
    cacheName: redis === null ? local.cacheName : 'Redis',
    indexName: qdrantUrl === undefined ? local.indexName : 'Qdrant',
    cache: redis === null ? local.cache : new RedisCache({ client: redis, name }),
    patient,
    vectors,
    async close(documentIds) {
      for (const documentId of documentIds) {
        await vectors.remove(await patient.evictByDocument([documentId]));
      }
      await vectors.close();
      redis?.disconnect();
    },
  };
}
