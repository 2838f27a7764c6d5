import { type Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisClient = Redis | Cluster;

const options: RedisOptions = {
  // A command that cannot be sent now fails now: callers have something better to do than to wait.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1000),
};

/**
 * Opens a connection that comes back by itself. Returns at once: until Redis is reached, commands fail.
 * `onError` hears of each failed attempt.
 */
export function openRedis(url: string, onError: (error: Error) => void): Redis {
  const client = new Redis(url, options);
  client.on('error', onError);
  return client;
}

/** Resolves once commands can be sent, or with false after `limitMs`. */
export function redisReady(client: RedisClient, limitMs: number): Promise<boolean> {
  if (client.status === 'ready') return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (ready: boolean) => {
      clearTimeout(timer);
      client.off('ready', onReady);
      resolve(ready);
    };
    const onReady = () => settle(true);
    const timer = setTimeout(() => settle(false), limitMs);
    client.once('ready', onReady);
  });
}
