export type RateLimitVerdict = { allowed: true } | { allowed: false; retryAfterMs: number };

export interface RateLimit {
  /** Part of the key; limits of different names count apart. */
  name: string;
  points: number;
  perMs: number;
}

/** Counts uses of a key inside a window. Never throws: when its store is gone it goes on with this process's own counts. */
export interface RateLimiter {
  consume(limit: RateLimit, key: string, points?: number): Promise<RateLimitVerdict>;
  close(): Promise<void>;
}
