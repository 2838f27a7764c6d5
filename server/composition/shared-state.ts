import type { ServerOptions } from 'socket.io';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { InProcessEventLog } from '../adapters/in-process/event-log.ts';
import { InProcessLocks } from '../adapters/in-process/locks.ts';
import { InProcessRateLimiter } from '../adapters/in-process/rate-limiter.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { RedisCache } from '../adapters/redis/cache.ts';
import { openRedis } from '../adapters/redis/connection.ts';
import { RedisEventLog } from '../adapters/redis/event-log.ts';
import { RedisLocks } from '../adapters/redis/locks.ts';
import { RedisRateLimiter } from '../adapters/redis/rate-limiter.ts';
import { createSocketAdapter } from '../adapters/redis/socket-adapter.ts';
import type { Config } from '../config.ts';
import type { Cache } from '../ports/cache.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Locks } from '../ports/lock.ts';
import type { RateLimiter } from '../ports/rate-limiter.ts';

/** What the nodes of a cluster share: through Redis where REDIS_URL names one, else within this process. */
export interface SharedState {
  cache: Cache;
  events: EventLog;
  locks: Locks;
  rateLimiter: RateLimiter;
  socketAdapter?: ServerOptions['adapter'];
  /** Whether what the nodes share can be reached; always so within one process. */
  isUp(): boolean;
  close(): Promise<void>;
}

const cacheBytes = 128 * 1024 * 1024;

export function openSharedState(
  config: Pick<Config, 'redisUrl'>,
  onError: (error: Error) => void,
): SharedState {
  const events = new InProcessEventLog({ clock: systemClock });
  const rateLimiter = new InProcessRateLimiter();
  if (config.redisUrl === undefined) {
    return {
      cache: new InProcessCache({ clock: systemClock, maxBytes: cacheBytes }),
      events,
      locks: new InProcessLocks(),
      rateLimiter,
      isUp: () => true,
      close: async () => {},
    };
  }
  const client = openRedis(config.redisUrl, onError);
  return {
    cache: new RedisCache({ client }),
    events: new RedisEventLog({ client, fallback: events }),
    locks: new RedisLocks(client),
    rateLimiter: new RedisRateLimiter({ client, insurance: rateLimiter }),
    socketAdapter: createSocketAdapter(client),
    isUp: () => client.status === 'ready',
    close: async () => {
      client.disconnect();
    },
  };
}
