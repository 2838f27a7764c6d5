import { createHash } from 'node:crypto';
import { DeskhandError } from '../../errors.ts';
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts';

const minuteMs = 60_000;

/** The settings that limits come from. */
export interface LimitSettings {
  messagesPerMinute: number;
  messagesPerMinuteByAddress: number;
  connectionsPerAddress: number;
  eventsPerSecond: number;
}

/** Every limit of the transport, by what it protects. */
export interface Limits {
  visitorMessages: RateLimit;
  addressMessages: RateLimit;
  addressConnections: RateLimit;
  connectionEvents: RateLimit;
  addressVisitors: RateLimit;
  addressSignIns: RateLimit;
  /** From one address: stops guessing without locking the user out elsewhere. */
  emailSignInsByAddress: RateLimit;
  /** From everywhere: stops guessing from many addresses. */
  emailSignIns: RateLimit;
}

export function createLimits(settings: LimitSettings): Limits {
  return {
    visitorMessages: limit('visitor-messages', settings.messagesPerMinute),
    addressMessages: limit('address-messages', settings.messagesPerMinuteByAddress),
    addressConnections: limit('address-connections', settings.connectionsPerAddress),
    connectionEvents: {
      name: 'connection-events',
      points: settings.eventsPerSecond,
      perMs: 1000,
    },
    addressVisitors: limit('address-visitors', settings.connectionsPerAddress),
    // Slow enough to make guessing hopeless, wide enough for an office behind one address.
    addressSignIns: limit('address-sign-ins', 20),
    emailSignInsByAddress: {
      name: 'email-sign-ins-by-address',
      points: 10,
      perMs: 10 * minuteMs,
    },
    emailSignIns: { name: 'email-sign-ins', points: 100, perMs: 10 * minuteMs },
  };
}

/** Counts one use; throws `rate-limited` with the time to wait when there were too many. */
export async function enforce(limiter: RateLimiter, rate: RateLimit, key: string): Promise<void> {
  const verdict = await limiter.consume(rate, key);
  if (verdict.allowed) return;
  throw new DeskhandError('rate-limited', { retryable: true, retryAfterMs: verdict.retryAfterMs });
}

/** A key that does not show what it was made from, for stores outside of this process. */
export function anonymousKey(value: string): string {
  return createHash('sha256').update(value.trim().toLowerCase()).digest('base64url');
}

function limit(name: string, points: number): RateLimit {
  return { name, points, perMs: minuteMs };
}
