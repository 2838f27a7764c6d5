import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RateLimit, RateLimiter } from './rate-limiter.ts';

/** What every RateLimiter does, with windows in real time. */
export function describeRateLimiterContract(
  name: string,
  makeAdapter: () => Promise<RateLimiter>,
): void {
  describe(`${name} as a RateLimiter`, () => {
    let limiter: RateLimiter;
    let limit: RateLimit;

    beforeEach(async () => {
      limiter = await makeAdapter();
      limit = { name: `test-${randomUUID()}`, points: 3, perMs: 60_000 };
    });
    afterEach(() => limiter.close());

    it('allows as many uses as there are points, then says when to come back', async () => {
      for (let use = 0; use < 3; use += 1) {
        expect(await limiter.consume(limit, 'visitor')).toEqual({ allowed: true });
      }
      const refused = await limiter.consume(limit, 'visitor');
      expect(refused.allowed).toBe(false);
      if (refused.allowed) return;
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000);
    });

    it('counts keys and limits of different names apart', async () => {
      await limiter.consume(limit, 'visitor', 3);
      expect((await limiter.consume(limit, 'visitor')).allowed).toBe(false);
      expect((await limiter.consume(limit, 'somebody else')).allowed).toBe(true);
      const other = { ...limit, name: `${limit.name}-other` };
      expect((await limiter.consume(other, 'visitor')).allowed).toBe(true);
    });

    it('takes several points at once', async () => {
      expect((await limiter.consume(limit, 'visitor', 2)).allowed).toBe(true);
      expect((await limiter.consume(limit, 'visitor', 2)).allowed).toBe(false);
    });

    it('admits exactly the points when asked all at once', async () => {
      const verdicts = await Promise.all(
        Array.from({ length: 20 }, () => limiter.consume(limit, 'visitor')),
      );
      expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(3);
    });

    it('allows again once the window is over', async () => {
      const short = { ...limit, points: 1, perMs: 1000 };
      await limiter.consume(short, 'visitor');
      const refused = await limiter.consume(short, 'visitor');
      if (refused.allowed) throw new Error('the second use was allowed');
      await new Promise((resolve) => setTimeout(resolve, refused.retryAfterMs + 50));
      expect((await limiter.consume(short, 'visitor')).allowed).toBe(true);
    });
  });
}
