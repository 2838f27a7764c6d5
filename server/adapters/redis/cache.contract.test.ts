import { expect, it } from 'vitest';
import { describeCacheContract } from '../../ports/cache.contract.ts';
import { RedisCache } from './cache.ts';
import { describeWithRedis, ownName, sleep } from './redis.testing.ts';

describeWithRedis('RedisCache', (redis) => {
  const limitMs = 2000;

  describeCacheContract('RedisCache', async () => ({
    cache: new RedisCache({ client: redis(), name: ownName(), limitMs }),
    nowMs: () => Date.now(),
    passTime: sleep,
  }));

  async function twoProcesses() {
    const name = ownName();
    const open = () => new RedisCache({ client: redis(), name, limitMs, maxFences: 3 });
    const [one, other] = [open(), open()];
    const store = async (key: string, documentIds: string[]) =>
      one.set(key, key, {
        expiresAtMs: Date.now() + 60_000,
        documentIds,
        begunAt: await one.now(),
      });
    return { name, one, other, store };
  }

  it('shares entries, fences and the clock among processes', async () => {
    const { one, other, store } = await twoProcesses();
    const begunAt = await one.now();
    await store('a', ['doc-1']);
    expect(await other.get('a')).toBe('a');
    expect(await other.evictByDocument(['doc-1'])).toEqual(['a']);
    expect(await one.get('a')).toBeUndefined();
    const late = { expiresAtMs: Date.now() + 60_000, documentIds: ['doc-1'], begunAt };
    expect(await one.set('a', 'late', late)).toBe(false);
  });

  it('refuses too much rather than too little once it forgot single evictions', async () => {
    const { one, store } = await twoProcesses();
    const begunAt = await one.now();
    for (let index = 0; index < 10; index += 1) await one.evictByDocument([`doc-${index}`]);
    const options = { expiresAtMs: Date.now() + 60_000, begunAt };
    expect(await one.set('a', 1, { ...options, documentIds: ['doc-0'] })).toBe(false);
    expect(await one.set('a', 1, { ...options, documentIds: ['unrelated'] })).toBe(false);
    expect(await store('a', ['doc-0', 'unrelated'])).toBe(true);
  });

  it('serves no entry that it could no longer evict', async () => {
    const { name, one, store } = await twoProcesses();
    await store('a', ['doc-1', 'doc-2']);
    await redis().del(`deskhand:{${name}}:l:doc-2`);
    expect(await one.get('a')).toBeUndefined();
  });

  it('refuses what was begun on a clock that was lost', async () => {
    const { name, one, store } = await twoProcesses();
    const begunAt = await one.now();
    await one.evictByDocument(['doc-1']);
    await redis().del(`deskhand:{${name}}:clock`);
    const late = { expiresAtMs: Date.now() + 60_000, documentIds: ['doc-1'], begunAt };
    expect(await one.set('a', 'late', late)).toBe(false);
    expect(await store('a', ['doc-1'])).toBe(true);
  });

  it('leaves nothing behind when entries expire', async () => {
    const { name, one, store } = await twoProcesses();
    const expiresAtMs = Date.now() + 100;
    const options = { expiresAtMs, documentIds: ['doc-1'], begunAt: await one.now() };
    await one.set('a', 1, options);
    await sleep(150);
    await store('b', ['doc-2']);
    await expect
      .poll(async () => (await redis().keys(`deskhand:{${name}}:*`)).toSorted(), { timeout: 5000 })
      .toEqual(
        ['clock', 'e:b', 'expiry', 'l:doc-2', 'order'].map((key) => `deskhand:{${name}}:${key}`),
      );
    expect(await redis().zrange(`deskhand:{${name}}:order`, '0', '-1')).toEqual(['b']);
  });
});
