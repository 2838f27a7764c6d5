import { randomUUID } from 'node:crypto';
import { settleWithin } from '../../deadline.ts';
import type { HeldLock, Locks } from '../../ports/lock.ts';
import type { RedisClient } from './connection.ts';
import { Script } from './script.ts';

/** KEYS: lock. ARGV: token, expiry in milliseconds. Returns 1 while the token still holds it. */
const prolongScript = new Script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** KEYS: lock. ARGV: token. */
const releaseScript = new Script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);

const callLimitMs = 1000;

/**
 * Locks shared by all processes that use one Redis. While Redis cannot be reached nobody gets a lock.
 * The connection is handed in and stays open.
 */
export class RedisLocks implements Locks {
  readonly #client: RedisClient;
  readonly #held = new Set<RedisLock>();

  constructor(client: RedisClient) {
    this.#client = client;
  }

  async tryAcquire(name: string, expiryMs: number): Promise<HeldLock | null> {
    const key = `deskhand:lock:${name}`;
    const token = randomUUID();
    const askedAtMs = performance.now();
    const lock = new RedisLock(this.#client, key, token, expiryMs, () => this.#held.delete(lock));
    try {
      const asked = this.#client.set(key, token, 'PX', expiryMs, 'NX');
      if ((await settleWithin(asked, callLimitMs, 'cache-unavailable')) !== 'OK') return null;
    } catch {
      // It may have been set all the same.
      void lock.release();
      return null;
    }
    this.#held.add(lock);
    lock.keep(askedAtMs);
    return lock;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held].map((lock) => lock.release()));
  }
}

class RedisLock implements HeldLock {
  readonly #client: RedisClient;
  readonly #key: string;
  readonly #token: string;
  readonly #expiryMs: number;
  readonly #onEnd: () => void;
  readonly #lost = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(
    client: RedisClient,
    key: string,
    token: string,
    expiryMs: number,
    onEnd: () => void,
  ) {
    this.#client = client;
    this.#key = key;
    this.#token = token;
    this.#expiryMs = expiryMs;
    this.#onEnd = onEnd;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Prolongs three times an expiry. `sinceMs`: when the last prolonging that worked was asked for. */
  keep(sinceMs: number): void {
    this.#timer = setTimeout(() => void this.#prolong(sinceMs), this.#expiryMs / 3);
  }

  async release(): Promise<void> {
    this.#end();
    const released = releaseScript.run(this.#client, [this.#key], [this.#token]);
    await settleWithin(released, callLimitMs, 'cache-unavailable').catch(() => {});
  }

  async #prolong(sinceMs: number): Promise<void> {
    const askedAtMs = performance.now();
    const freeAtMs = sinceMs + this.#expiryMs;
    const prolonged = await this.#tryToProlong(Math.max(0, freeAtMs - askedAtMs));
    if (this.#ended) return;
    if (prolonged === true) this.keep(askedAtMs);
    else if (prolonged === null && performance.now() + this.#expiryMs / 3 < freeAtMs) {
      this.keep(sinceMs);
    } else {
      this.#end();
      this.#lost.abort();
    }
  }

  /** Null when Redis did not answer; answers are awaited only while the lock would still be held. */
  async #tryToProlong(leftMs: number): Promise<boolean | null> {
    const limitMs = Math.min(leftMs, this.#expiryMs / 3);
    const asked = prolongScript.run(this.#client, [this.#key], [this.#token, this.#expiryMs]);
    try {
      return (await settleWithin(asked, limitMs, 'cache-unavailable')) === 1;
    } catch {
      return null;
    }
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#onEnd();
  }
}
