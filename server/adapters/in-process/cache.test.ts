import { describe, expect, it } from 'vitest';
import { InProcessCache } from './cache.ts';
import { EvictionFences } from './eviction-fences.ts';
import { ManualClock } from './manual-clock.ts';

describe('InProcessCache under pressure', () => {
  const clock = new ManualClock();
  const expiresAtMs = clock.nowMs() + 60_000;

  it('drops the least recently used entries to stay within its bytes, lineage included', async () => {
    const cache = new InProcessCache({ clock, maxBytes: 20_000 });
    const begunAt = await cache.now();
    const options = { expiresAtMs, documentIds: ['doc-1'], begunAt };
    await cache.set('kept', 'x'.repeat(1000), options);
    for (let index = 0; index < 50; index += 1) {
      await cache.set(`other-${index}`, 'x'.repeat(1000), options);
      expect(await cache.get('kept')).toBeDefined();
    }
    const keys = await cache.keys('', 100);
    expect(keys).toContain('kept');
    expect(keys.length).toBeLessThan(10);
    expect((await cache.evictByDocument(['doc-1'])).toSorted()).toEqual(keys.toSorted());
  });

  it('says that a value too large for it was not stored', async () => {
    const cache = new InProcessCache({ clock, maxBytes: 1000 });
    const begunAt = await cache.now();
    const options = { expiresAtMs, documentIds: ['doc-1'], begunAt };
    expect(await cache.set('large', 'x'.repeat(5000), options)).toBe(false);
    expect(await cache.get('large')).toBeUndefined();
    expect(await cache.keys('', 10)).toEqual([]);
    expect(await cache.evictByDocument(['doc-1'])).toEqual([]);
  });
});

describe('EvictionFences', () => {
  it('refuses too much rather than too little once it forgot single documents', () => {
    const fences = new EvictionFences(2);
    const begunAt = fences.now();
    for (const id of ['doc-1', 'doc-2', 'doc-3']) fences.raise([id]);
    expect(fences.allow(['doc-1'], begunAt)).toBe(false);
    expect(fences.allow(['unrelated'], begunAt)).toBe(false);
    expect(fences.allow(['doc-1', 'unrelated'], fences.now())).toBe(true);
  });
});
