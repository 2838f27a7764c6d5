import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit, RateLimiter, RateLimitVerdict } from '../../ports/rate-limiter.ts';

/** Counts uses in this process, in windows that begin with the first use. */
export class InProcessRateLimiter implements RateLimiter {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  async consume(limit: RateLimit, key: string, points = 1): Promise<RateLimitVerdict> {
    try {
      await this.#limiterOf(limit).consume(key, points);
      return { allowed: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { allowed: false, retryAfterMs: Math.max(1, refusal.msBeforeNext) };
    }
  }

  async close(): Promise<void> {
    this.#limiters.clear();
  }

  #limiterOf(limit: RateLimit): RateLimiterMemory {
    const id = `${limit.name}:${limit.points}:${limit.perMs}`;
    const limiter =
      this.#limiters.get(id) ??
      new RateLimiterMemory({
        keyPrefix: limit.name,
        points: limit.points,
        duration: limit.perMs / 1000,
      });
    this.#limiters.set(id, limiter);
    return limiter;
  }
}
