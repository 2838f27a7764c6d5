import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { settleWithin } from '../../deadline.ts';
import type { RateLimit, RateLimiter, RateLimitVerdict } from '../../ports/rate-limiter.ts';
import type { RedisClient } from './connection.ts';

export interface RedisRateLimiterOptions {
  client: RedisClient;
  /** Counts while Redis does not. */
  insurance: RateLimiter;
  limitMs?: number;
}

/** Counts uses over all processes, in windows of whole seconds; this process's own counts hold while Redis is slow or gone. */
export class RedisRateLimiter implements RateLimiter {
  readonly #client: RedisClient;
  readonly #insurance: RateLimiter;
  readonly #limitMs: number;
  readonly #limiters = new Map<string, RateLimiterRedis>();

  constructor({ client, insurance, limitMs = 50 }: RedisRateLimiterOptions) {
    this.#client = client;
    this.#insurance = insurance;
    this.#limitMs = limitMs;
  }

  async consume(limit: RateLimit, key: string, points = 1): Promise<RateLimitVerdict> {
    const counted = this.#limiterOf(limit).consume(key, points);
    try {
      await settleWithin(counted, this.#limitMs, 'cache-unavailable');
      return { allowed: true };
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) {
        return { allowed: false, retryAfterMs: Math.max(1, refusal.msBeforeNext) };
      }
      return this.#insurance.consume(limit, key, points);
    }
  }

  async close(): Promise<void> {
    this.#limiters.clear();
    await this.#insurance.close();
  }

  #limiterOf(limit: RateLimit): RateLimiterRedis {
    const id = `${limit.name}:${limit.points}:${limit.perMs}`;
    const limiter =
      this.#limiters.get(id) ??
      new RateLimiterRedis({
        storeClient: this.#client,
        keyPrefix: `deskhand:limit:${limit.name}`,
        points: limit.points,
        duration: Math.ceil(limit.perMs / 1000),
        rejectIfRedisNotReady: true,
      });
    this.#limiters.set(id, limiter);
    return limiter;
  }
}
