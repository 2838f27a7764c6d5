import { DeskhandError } from '../errors.ts';
import type { Cache } from '../ports/cache.ts';

/** A cache that can go out of reach: calls then fail at once, or never answer. */
export class BreakableCache implements Cache {
  readonly #inner: Cache;
  state: 'up' | 'failing' | 'hanging' = 'up';
  calls = 0;

  constructor(inner: Cache) {
    this.#inner = inner;
  }

  get: Cache['get'] = (key) => this.#call(() => this.#inner.get(key));
  getMany: Cache['getMany'] = (keys) => this.#call(() => this.#inner.getMany(keys));
  set: Cache['set'] = (key, value, options) =>
    this.#call(() => this.#inner.set(key, value, options));
  delete: Cache['delete'] = (key) => this.#call(() => this.#inner.delete(key));
  evictByDocument: Cache['evictByDocument'] = (ids) =>
    this.#call(() => this.#inner.evictByDocument(ids));
  now: Cache['now'] = () => this.#call(() => this.#inner.now());
  keys: Cache['keys'] = (prefix, limit) => this.#call(() => this.#inner.keys(prefix, limit));
  close: Cache['close'] = () => this.#inner.close();

  #call<Value>(call: () => Promise<Value>): Promise<Value> {
    this.calls += 1;
    if (this.state === 'up') return call();
    if (this.state === 'hanging') return new Promise(() => {});
    return Promise.reject(new DeskhandError('cache-unavailable', { retryable: true }));
  }
}
