import { expect, it } from 'vitest';
import { describeRateLimiterContract } from '../../ports/rate-limiter.contract.ts';
import { InProcessRateLimiter } from '../in-process/rate-limiter.ts';
import { RedisRateLimiter } from './rate-limiter.ts';
import { describeWithRedis, ownName } from './redis.testing.ts';

describeWithRedis('RedisRateLimiter', (redis) => {
  const open = () =>
    new RedisRateLimiter({
      client: redis(),
      insurance: new InProcessRateLimiter(),
      limitMs: 2000,
    });

  describeRateLimiterContract('RedisRateLimiter', async () => open());

  it('counts the uses of all processes together', async () => {
    const limit = { name: ownName(), points: 2, perMs: 60_000 };
    expect((await open().consume(limit, 'visitor')).allowed).toBe(true);
    expect((await open().consume(limit, 'visitor')).allowed).toBe(true);
    expect((await open().consume(limit, 'visitor')).allowed).toBe(false);
  });
});
