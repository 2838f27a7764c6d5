import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  answerDelta,
  answerStart,
  describeEventLogContract,
} from '../../ports/event-log.contract.ts';
import { InProcessEventLog } from '../in-process/event-log.ts';
import { systemClock } from '../in-process/system-clock.ts';
import { RedisEventLog } from './event-log.ts';
import { describeWithRedis, sleep } from './redis.testing.ts';

describeWithRedis('RedisEventLog', (redis) => {
  const retention = { retainMs: 500, forgetMs: 1500 };
  const open = () =>
    new RedisEventLog({
      client: redis(),
      fallback: new InProcessEventLog({ clock: systemClock }),
      limitMs: 2000,
      retention,
    });

  describeEventLogContract('RedisEventLog', async () => ({
    log: open(),
    passTime: sleep,
    ...retention,
  }));

  it('goes on with epoch and numbers in another process', async () => {
    const conversationId = randomUUID();
    const first = await open().append(conversationId, answerStart('m'));
    const other = open();
    const second = await other.append(conversationId, answerDelta('m', 'a'));
    expect(second).toMatchObject({ epoch: first.epoch, seq: 2 });
    expect(await other.read(conversationId, { epoch: first.epoch, seq: 1 })).toMatchObject({
      kind: 'events',
      events: [second],
    });
  });
});
