/** The part of `Storage` that the clients use. */
export interface KeyValueStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(): string[];
}

/** Keeps values for the life of the page. */
export class MemoryStore implements KeyValueStore {
  readonly #values = new Map<string, string>();

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  keys(): string[] {
    return [...this.#values.keys()];
  }
}

/** Keeps values in `localStorage`, and in memory as well, as a browser may refuse storage to a frame or be full. */
export class BrowserStore implements KeyValueStore {
  readonly #memory = new MemoryStore();

  get(key: string): string | null {
    return this.#attempt((storage) => storage.getItem(key)) ?? this.#memory.get(key);
  }

  set(key: string, value: string): void {
    this.#memory.set(key, value);
    this.#attempt((storage) => storage.setItem(key, value));
  }

  delete(key: string): void {
    this.#memory.delete(key);
    this.#attempt((storage) => storage.removeItem(key));
  }

  keys(): string[] {
    const stored = this.#attempt((storage) => Object.keys(storage)) ?? [];
    return [...new Set([...stored, ...this.#memory.keys()])];
  }

  #attempt<Value>(use: (storage: Storage) => Value): Value | null {
    try {
      return use(window.localStorage);
    } catch {
      return null;
    }
  }
}
