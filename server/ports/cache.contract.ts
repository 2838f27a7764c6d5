import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from './cache.ts';

export interface CacheUnderTest {
  cache: Cache;
  /** The wall time the cache goes by. Milliseconds since the epoch. */
  nowMs(): number;
  /** Lets that time pass. */
  passTime(ms: number): Promise<void>;
}

/** What every Cache does, whatever keeps it. `makeAdapter` gives an empty one. */
export function describeCacheContract(
  name: string,
  makeAdapter: () => Promise<CacheUnderTest>,
): void {
  describe(`${name} as a Cache`, () => {
    let adapter: CacheUnderTest;
    let cache: Cache;

    beforeEach(async () => {
      adapter = await makeAdapter();
      cache = adapter.cache;
    });
    afterEach(() => cache.close());

    const lasting = () => adapter.nowMs() + 3_600_000;

    async function store(key: string, value: unknown, documentIds: string[]): Promise<boolean> {
      const begunAt = await cache.now();
      return cache.set(key, value, { expiresAtMs: lasting(), documentIds, begunAt });
    }

    it('gives back any JSON value, and undefined for what it does not have', async () => {
      const value = { text: 'Zwölf € – 12 €', list: [1, null, { deep: true }] };
      expect(await store('a', value, ['doc-1'])).toBe(true);
      expect(await store('nothing', null, [])).toBe(true);
      expect(await cache.get('a')).toEqual(value);
      expect(await cache.get('nothing')).toBeNull();
      expect(await cache.get('absent')).toBeUndefined();
      expect(await cache.getMany(['absent', 'a', 'nothing'])).toEqual([undefined, value, null]);
      expect(await cache.getMany([])).toEqual([]);
    });

    it('keeps its own copy of a value', async () => {
      const value = { list: [1] };
      await store('a', value, []);
      value.list.push(2);
      const read = (await cache.get('a')) as typeof value;
      read.list.push(3);
      expect(await cache.get('a')).toEqual({ list: [1] });
    });

    it('replaces a value together with what it rests on', async () => {
      await store('a', 1, ['old']);
      await store('a', 2, ['new']);
      expect(await cache.evictByDocument(['old'])).toEqual([]);
      expect(await cache.get('a')).toBe(2);
      expect(await cache.evictByDocument(['new'])).toEqual(['a']);
      expect(await cache.get('a')).toBeUndefined();
    });

    it('deletes a key for good, and an absent one without complaint', async () => {
      await store('a', 1, ['doc-1']);
      await cache.delete('a');
      await cache.delete('a');
      expect(await cache.get('a')).toBeUndefined();
      expect(await cache.evictByDocument(['doc-1'])).toEqual([]);
    });

    it('lets an entry expire at its time, and reading does not prolong it', async () => {
      const begunAt = await cache.now();
      const expiresAtMs = adapter.nowMs() + 300;
      await cache.set('short', 1, { expiresAtMs, documentIds: ['doc-1'], begunAt });
      await store('long', 2, ['doc-1']);
      while (adapter.nowMs() < expiresAtMs) {
        await cache.get('short');
        await adapter.passTime(50);
      }
      await adapter.passTime(5);
      expect(await cache.get('short')).toBeUndefined();
      expect(await cache.getMany(['short', 'long'])).toEqual([undefined, 2]);
      expect(await cache.keys('', 10)).toEqual(['long']);
      expect(await cache.evictByDocument(['doc-1'])).toEqual(['long']);
    });

    it('does not serve an entry that was already expired when it was stored', async () => {
      const begunAt = await cache.now();
      await cache.set('a', 1, { expiresAtMs: adapter.nowMs() - 1, documentIds: [], begunAt });
      expect(await cache.get('a')).toBeUndefined();
    });

    it('evicts every entry that rests on one of the documents and names it', async () => {
      await store('a', 1, ['doc-1', 'doc-2']);
      await store('b', 2, ['doc-2']);
      await store('c', 3, ['doc-3']);
      await store('d', 4, []);
      const evicted = await cache.evictByDocument(['doc-1', 'doc-2', 'unknown']);
      expect(evicted.toSorted()).toEqual(['a', 'b']);
      expect(await cache.getMany(['a', 'b', 'c', 'd'])).toEqual([undefined, undefined, 3, 4]);
      expect(await cache.evictByDocument([])).toEqual([]);
    });

    it('refuses what was begun before one of its documents was evicted', async () => {
      const begunAt = await cache.now();
      await cache.evictByDocument(['doc-1']);
      const options = { expiresAtMs: lasting(), begunAt };
      expect(await cache.set('a', 1, { ...options, documentIds: ['doc-0', 'doc-1'] })).toBe(false);
      expect(await cache.get('a')).toBeUndefined();
      expect(await cache.set('b', 2, { ...options, documentIds: ['doc-0'] })).toBe(true);
      expect(await cache.get('b')).toBe(2);
    });

    it('accepts what was begun after the eviction', async () => {
      await cache.evictByDocument(['doc-1']);
      expect(await store('a', 1, ['doc-1'])).toBe(true);
      expect(await cache.get('a')).toBe(1);
    });

    it('leaves an older value alone when it refuses a newer one', async () => {
      const begunAt = await cache.now();
      await cache.evictByDocument(['doc-1']);
      await store('a', 'fresh', ['doc-2']);
      const late = { expiresAtMs: lasting(), documentIds: ['doc-1'], begunAt };
      expect(await cache.set('a', 'late', late)).toBe(false);
      expect(await cache.get('a')).toBe('fresh');
    });

    it('has a clock that advances with each eviction and with nothing else', async () => {
      const before = await cache.now();
      await store('a', 1, ['doc-1']);
      expect(await cache.now()).toBe(before);
      await cache.evictByDocument(['doc-1']);
      const after = await cache.now();
      expect(after).toBeGreaterThan(before);
      await cache.evictByDocument(['doc-1']);
      expect(await cache.now()).toBeGreaterThan(after);
    });

    it('lists keys by prefix, oldest first', async () => {
      for (const key of ['answer:3', 'fragment:1', 'answer:1', 'answer:2']) await store(key, 1, []);
      await store('answer:3', 2, []);
      expect(await cache.keys('answer:', 10)).toEqual(['answer:1', 'answer:2', 'answer:3']);
      expect(await cache.keys('answer:', 2)).toEqual(['answer:1', 'answer:2']);
      expect(await cache.keys('absent:', 10)).toEqual([]);
    });
  });
}
