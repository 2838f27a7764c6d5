import { answerKeyPrefix, fragmentKeyPrefix } from '../../../server/caching/cache-key.ts';
import type { Cache } from '../../../server/ports/cache.ts';
import type { VectorIndex } from '../../../server/ports/vector-index.ts';
import type { Savings } from './variant.ts';

/** The cache without the tiers that are switched off: they find nothing in it and leave nothing. */
export function switchedCache(cache: Cache, savings: Savings): Cache {
  const off = [
    ...(savings.exactCache ? [] : [answerKeyPrefix]),
    ...(savings.fragmentCache ? [] : [fragmentKeyPrefix]),
  ];
  const isOff = (key: string): boolean => off.some((prefix) => key.startsWith(prefix));
  return {
    get: async (key) => (isOff(key) ? null : cache.get(key)),
    getMany: async (keys) => {
      const values = await cache.getMany(keys);
      return values.map((value, index) => (isOff(keys[index] ?? '') ? null : value));
    },
    set: async (key, value, options) => (isOff(key) ? false : cache.set(key, value, options)),
    delete: (key) => cache.delete(key),
    evictByDocument: (documentIds) => cache.evictByDocument(documentIds),
    now: () => cache.now(),
    keys: (prefix, limit) => cache.keys(prefix, limit),
    close: () => cache.close(),
  };
}

/** An index in which nothing is ever found: without it no question is like another. */
export function blindIndex(index: VectorIndex): VectorIndex {
  return {
    upsert: async () => {},
    remove: async () => {},
    removeWhere: async () => {},
    search: async () => [],
    count: async () => 0,
    close: () => index.close(),
  };
}
