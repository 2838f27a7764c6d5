import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedis, startRedis } from '../../../e2e/servers/redis.ts';
import type { ServerHandle } from '../../../e2e/servers/server-process.ts';
import { answerDelta, answerStart } from '../../ports/event-log.contract.ts';
import { InProcessEventLog } from '../in-process/event-log.ts';
import { InProcessRateLimiter } from '../in-process/rate-limiter.ts';
import { systemClock } from '../in-process/system-clock.ts';
import { RedisCache } from './cache.ts';
import { openRedis, type RedisClient, redisReady } from './connection.ts';
import { RedisEventLog } from './event-log.ts';
import { RedisLocks } from './locks.ts';
import { RedisRateLimiter } from './rate-limiter.ts';

const unavailable = { code: 'cache-unavailable', retryable: true };

describe.skipIf(findRedis() === null)('while Redis is away', () => {
  let server: ServerHandle;
  let client: RedisClient;

  async function start(port?: number): Promise<ServerHandle> {
    const started = await startRedis(port === undefined ? {} : { port });
    if (started === null) throw new Error('Redis did not start');
    return started;
  }

  beforeEach(async () => {
    server = await start();
    client = openRedis(server.url, () => {});
    if (!(await redisReady(client, 10_000))) throw new Error('Redis did not become ready');
  });
  afterEach(async () => {
    client.disconnect();
    await server.close();
  });

  async function restart(): Promise<void> {
    await server.kill();
    await server.close();
    server = await start(Number(new URL(server.url).port));
  }

  const store = async (cache: RedisCache) =>
    cache.set('a', 1, {
      expiresAtMs: Date.now() + 60_000,
      documentIds: ['doc-1'],
      begunAt: await cache.now(),
    });

  const fence = (cache: RedisCache, begunAt: number) =>
    cache.set('a', 1, { expiresAtMs: Date.now() + 60_000, documentIds: ['doc-1'], begunAt });

  it('the cache says so, and comes back by itself', async () => {
    const cache = new RedisCache({ client });
    await server.kill();
    for (let call = 0; call < 5; call += 1) {
      await expect(cache.get('a')).rejects.toMatchObject(unavailable);
    }
    await expect(cache.evictByDocument(['doc-1'])).rejects.toMatchObject(unavailable);
    await restart();
    await expect.poll(() => store(cache).catch(() => false), { timeout: 20_000 }).toBe(true);
    expect(await cache.get('a')).toBe(1);
  });

  it('nothing begun before a restart that lost the evictions is stored after it', async () => {
    const cache = new RedisCache({ client, limitMs: 2000 });
    const begunAt = await cache.now();
    await cache.evictByDocument(['doc-1']);
    await restart();
    await expect
      .poll(() => fence(cache, begunAt).catch(() => 'away'), { timeout: 20_000 })
      .toBe(false);
  });

  it('a Redis that hangs is given up on, and used again when it answers', async () => {
    const cache = new RedisCache({ client });
    await expect.poll(() => store(cache).catch(() => false), { timeout: 20_000 }).toBe(true);
    await client.call('CLIENT', 'PAUSE', '2000', 'ALL');
    for (let call = 0; call < 5; call += 1) {
      await expect(cache.get('a')).rejects.toMatchObject(unavailable);
    }
    await expect.poll(() => cache.get('a').catch(() => 'away'), { timeout: 20_000 }).toBe(1);
  });

  it("limits hold by this process's own counts", async () => {
    const limiter = new RedisRateLimiter({ client, insurance: new InProcessRateLimiter() });
    const limit = { name: 'messages', points: 2, perMs: 60_000 };
    await server.kill();
    const verdicts = [];
    for (let use = 0; use < 3; use += 1) verdicts.push(await limiter.consume(limit, 'visitor'));
    expect(verdicts.map((verdict) => verdict.allowed)).toEqual([true, true, false]);
  });

  it('an answer in flight goes on under a new epoch, and the next one is back on Redis', async () => {
    const log = new RedisEventLog({
      client,
      fallback: new InProcessEventLog({ clock: systemClock }),
    });
    const conversationId = randomUUID();
    const told: string[] = [];
    log.subscribe(({ event }) => told.push(event.type === 'answer-delta' ? event.text : '|'));
    const before = await log.append(conversationId, answerStart('m'));
    await server.kill();
    const appended = await Promise.all(
      ['a', 'b', 'c'].map((text) => log.append(conversationId, answerDelta('m', text))),
    );
    expect(appended.map((event) => event.seq)).toEqual([1, 2, 3]);
    const [during] = appended;
    if (during === undefined) throw new Error('nothing was appended');
    expect(during.epoch).not.toBe(before.epoch);
    const read = await log.read(conversationId, { epoch: before.epoch, seq: 1 });
    expect(read).toMatchObject({ kind: 'gap', epoch: during.epoch, events: appended });
    await restart();
    let after = await log.append(conversationId, answerStart('n'));
    while (after.epoch === during.epoch) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      after = await log.append(conversationId, answerStart('n'));
    }
    expect(after.seq).toBe(1);
    expect([before.epoch, during.epoch]).not.toContain(after.epoch);
    const next = await log.append(conversationId, answerDelta('n', 'd'));
    expect(next).toMatchObject({ epoch: after.epoch, seq: 2 });
    expect(told.filter((text) => text !== '|').join('')).toBe('abcd');
  });

  it('a holder learns that its lock can no longer be kept, and nobody gets a new one', async () => {
    const locks = new RedisLocks(client);
    const held = await locks.tryAcquire('ingest', 1000);
    const lost = new Promise((resolve) => held?.lost.addEventListener('abort', resolve));
    await server.kill();
    await lost;
    expect(await locks.tryAcquire('other', 1000)).toBeNull();
  });
});
