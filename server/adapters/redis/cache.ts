import { z } from 'zod';
import type { Cache, CacheEntryOptions, CacheInstant } from '../../ports/cache.ts';
import {
  deleteScript,
  evictScript,
  listScript,
  nowScript,
  readScript,
  writeScript,
} from './cache-scripts.ts';
import type { RedisClient } from './connection.ts';
import { Guard } from './guard.ts';
import type { Script } from './script.ts';

const valuesSchema = z.array(z.string().nullable());
const keysSchema = z.array(z.string());
const listingSchema = z.tuple([z.number()], z.string());

/** An eviction is worth waiting for, and a listing is no customer's business. */
const patientLimitMs = 2000;
const listingPageSize = 1000;

export interface RedisCacheOptions {
  client: RedisClient;
  /** Caches of different names share nothing. */
  name?: string;
  /** How long a customer's turn may wait for one call. Milliseconds. */
  limitMs?: number;
  /** Evicted documents remembered one by one; see the floor of the clock. */
  maxFences?: number;
}

/**
 * Values shared by all processes that use one Redis. Each method is one script, so nothing comes in between.
 * The connection is handed in and stays open.
 *
 * Redis must not evict keys by `allkeys-...`; with `noeviction` or `volatile-...` nothing that matters is lost.
 * What is lost all the same makes an entry unreadable, never unevictable.
 */
export class RedisCache implements Cache {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #maxFences: number;
  readonly #guard: Guard;

  constructor({ client, name = 'cache', limitMs = 20, maxFences = 10_000 }: RedisCacheOptions) {
    this.#client = client;
    this.#prefix = `deskhand:{${name}}:`;
    this.#maxFences = maxFences;
    this.#guard = new Guard({ code: 'cache-unavailable', limitMs });
  }

  async get(key: string): Promise<unknown> {
    const [value] = await this.getMany([key]);
    return value;
  }

  async getMany(keys: string[]): Promise<unknown[]> {
    if (keys.length === 0) return [];
    const values = await this.#guard.run(() => this.#run(readScript, keys));
    return valuesSchema
      .parse(values)
      .map((value) => (value === null ? undefined : JSON.parse(value)));
  }

  async set(
    key: string,
    value: unknown,
    options: CacheEntryOptions & { begunAt: CacheInstant },
  ): Promise<boolean> {
    const documents = JSON.stringify([...new Set(options.documentIds)]);
    const parameters = [
      key,
      JSON.stringify(value),
      documents,
      Math.ceil(options.expiresAtMs),
      options.begunAt,
    ];
    return (await this.#guard.run(() => this.#run(writeScript, parameters))) === 1;
  }

  async delete(key: string): Promise<void> {
    await this.#guard.run(() => this.#run(deleteScript, [key]));
  }

  async evictByDocument(documentIds: string[]): Promise<string[]> {
    const parameters = [this.#maxFences, ...documentIds];
    const evict = () => this.#run(evictScript, parameters);
    return keysSchema.parse(await this.#guard.insist(evict, patientLimitMs));
  }

  async now(): Promise<CacheInstant> {
    return z.number().parse(await this.#guard.run(() => this.#run(nowScript, [])));
  }

  async keys(prefix: string, limit: number): Promise<string[]> {
    const keys: string[] = [];
    for (let first = 0; keys.length < limit; first += listingPageSize) {
      const list = () => this.#run(listScript, [prefix, first, listingPageSize]);
      const answer = await this.#guard.insist(list, patientLimitMs);
      const [places, ...found] = listingSchema.parse(answer);
      keys.push(...found);
      if (places < listingPageSize) break;
    }
    return keys.slice(0, limit);
  }

  async close(): Promise<void> {}

  #run(script: Script, parameters: (string | number)[]): Promise<unknown> {
    return script.run(this.#client, [`${this.#prefix}clock`], [this.#prefix, ...parameters]);
  }
}
