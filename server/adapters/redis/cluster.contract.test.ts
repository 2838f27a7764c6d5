import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { findRedis } from '../../../e2e/servers/redis.ts';
import { endProcess, freePort, startProcess } from '../../../e2e/servers/server-process.ts';
import { describeCacheContract } from '../../ports/cache.contract.ts';
import { describeEventLogContract } from '../../ports/event-log.contract.ts';
import { InProcessEventLog } from '../in-process/event-log.ts';
import { systemClock } from '../in-process/system-clock.ts';
import { RedisCache } from './cache.ts';
import { redisReady } from './connection.ts';
import { RedisEventLog } from './event-log.ts';
import { ownName, sleep } from './redis.testing.ts';

/** A cluster of one node refuses, like any other, a script whose keys lie in different slots. */
describe.skipIf(findRedis() === null)('on a Redis Cluster', () => {
  let cluster: Cluster;
  let stop = async () => {};

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskhand-cluster-'));
    const port = await freePort();
    const settings = {
      port,
      bind: '127.0.0.1',
      save: '',
      dir: folder,
      'cluster-enabled': 'yes',
      'cluster-port': await freePort(),
      'cluster-announce-ip': '127.0.0.1',
    };
    const parameters = Object.entries(settings).flatMap(([name, value]) => [
      `--${name}`,
      `${value}`,
    ]);
    const server = await startProcess(findRedis() ?? '', parameters, 'eady to accept connections');
    const node = new Redis(port, '127.0.0.1');
    await node.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    while (!String(await node.call('CLUSTER', 'INFO')).includes('cluster_state:ok'))
      await sleep(50);
    node.disconnect();
    cluster = new Cluster([{ host: '127.0.0.1', port }]);
    stop = async () => {
      cluster.disconnect();
      await endProcess(server, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    };
    if (!(await redisReady(cluster, 10_000))) throw new Error('the cluster did not become ready');
  });
  afterAll(() => stop());

  const limitMs = 2000;

  describeCacheContract('RedisCache', async () => ({
    cache: new RedisCache({ client: cluster, name: ownName(), limitMs }),
    nowMs: () => Date.now(),
    passTime: sleep,
  }));

  const retention = { retainMs: 500, forgetMs: 1500 };
  describeEventLogContract('RedisEventLog', async () => ({
    log: new RedisEventLog({
      client: cluster,
      fallback: new InProcessEventLog({ clock: systemClock }),
      limitMs,
      retention,
    }),
    passTime: sleep,
    ...retention,
  }));
});
