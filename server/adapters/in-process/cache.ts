import { LRUCache } from 'lru-cache';
import type { Cache, CacheEntryOptions, CacheInstant } from '../../ports/cache.ts';
import type { Clock } from '../../ports/clock.ts';
import { EvictionFences } from './eviction-fences.ts';

interface StoredEntry {
  json: string;
  expiresAtMs: number;
  documentIds: string[];
}

/** What an entry costs beside its text: objects, map slots and lineage sets, roughly. */
const entryOverheadBytes = 300;

/**
 * Values of this process, bounded by bytes, least recently used first to go. Values are kept as JSON text,
 * so that nobody can change a stored value through a reference.
 */
export class InProcessCache implements Cache {
  readonly #clock: Clock;
  readonly #entries: LRUCache<string, StoredEntry>;
  readonly #keysByDocument = new Map<string, Set<string>>();
  /** Keys in the order they were stored. */
  readonly #order = new Set<string>();
  readonly #fences = new EvictionFences();

  constructor(options: { clock: Clock; maxBytes: number }) {
    this.#clock = options.clock;
    this.#entries = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: (entry, key) =>
        entryOverheadBytes + 2 * (entry.json.length + 2 * key.length + lengthOf(entry.documentIds)),
      onInsert: (entry, key) => this.#link(key, entry),
      dispose: (entry, key) => this.#unlink(key, entry),
    });
  }

  async get(key: string): Promise<unknown> {
    return this.#read(key);
  }

  async getMany(keys: string[]): Promise<unknown[]> {
    return keys.map((key) => this.#read(key));
  }

  async set(
    key: string,
    value: unknown,
    options: CacheEntryOptions & { begunAt: CacheInstant },
  ): Promise<boolean> {
    if (!this.#fences.allow(options.documentIds, options.begunAt)) return false;
    this.#entries.delete(key);
    this.#entries.set(key, {
      json: JSON.stringify(value),
      expiresAtMs: options.expiresAtMs,
      documentIds: [...new Set(options.documentIds)],
    });
    return this.#entries.has(key);
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async evictByDocument(documentIds: string[]): Promise<string[]> {
    this.#fences.raise(documentIds);
    const keys = new Set(documentIds.flatMap((id) => [...(this.#keysByDocument.get(id) ?? [])]));
    for (const key of keys) this.#entries.delete(key);
    return [...keys];
  }

  async now(): Promise<CacheInstant> {
    return this.#fences.now();
  }

  async keys(prefix: string, limit: number): Promise<string[]> {
    const found: string[] = [];
    for (const key of this.#order) {
      if (found.length >= limit) break;
      if (key.startsWith(prefix) && this.#isLive(key)) found.push(key);
    }
    return found;
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }

  #read(key: string): unknown {
    if (!this.#isLive(key)) return undefined;
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : JSON.parse(entry.json);
  }

  #isLive(key: string): boolean {
    const entry = this.#entries.peek(key);
    if (entry === undefined) return false;
    if (entry.expiresAtMs > this.#clock.nowMs()) return true;
    this.#entries.delete(key);
    return false;
  }

  #link(key: string, entry: StoredEntry): void {
    this.#order.add(key);
    for (const documentId of entry.documentIds) {
      const keys = this.#keysByDocument.get(documentId) ?? new Set();
      this.#keysByDocument.set(documentId, keys.add(key));
    }
  }

  #unlink(key: string, entry: StoredEntry): void {
    this.#order.delete(key);
    for (const documentId of entry.documentIds) {
      const keys = this.#keysByDocument.get(documentId);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByDocument.delete(documentId);
    }
  }
}

function lengthOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
