import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { openRedis, type RedisClient, redisReady } from './connection.ts';

/** Runs the specifications against the run's real Redis, or names them as skipped where there is none. */
export function describeWithRedis(name: string, specify: (redis: () => RedisClient) => void): void {
  const url = inject('redisUrl');
  describe.skipIf(url === null)(name, () => {
    let client: RedisClient;
    beforeAll(async () => {
      client = openRedis(url ?? '', () => {});
      if (!(await redisReady(client, 5000))) throw new Error('Redis did not become ready');
    });
    afterAll(() => client.disconnect());
    specify(() => client);
  });
}

/** A name that no other specification uses, so that all can share one server. */
export function ownName(): string {
  return `test-${randomUUID()}`;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
