import { expect, it } from 'vitest';
import { describeLocksContract } from '../../ports/lock.contract.ts';
import { RedisLocks } from './locks.ts';
import { describeWithRedis, ownName } from './redis.testing.ts';

describeWithRedis('RedisLocks', (redis) => {
  describeLocksContract('RedisLocks', async () => new RedisLocks(redis()));

  it('excludes other processes', async () => {
    const name = ownName();
    const held = await new RedisLocks(redis()).tryAcquire(name, 5000);
    const other = new RedisLocks(redis());
    expect(await other.tryAcquire(name, 5000)).toBeNull();
    await held?.release();
    const next = await other.tryAcquire(name, 5000);
    expect(next).not.toBeNull();
    await other.close();
  });

  it('falls free when its holder died, and the holder that comes back learns of it', async () => {
    const name = ownName();
    const locks = new RedisLocks(redis());
    const held = await locks.tryAcquire(name, 1000);
    const lost = new Promise((resolve) => held?.lost.addEventListener('abort', resolve));
    await redis().del(`deskhand:lock:${name}`);
    const next = await locks.tryAcquire(name, 5000);
    expect(next).not.toBeNull();
    await lost;
    expect(await locks.tryAcquire(name, 5000)).toBeNull();
    await locks.close();
  });
});
