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

/**
 * Keeps values in `localStorage`, and in memory as well, as a browser may refuse storage to a frame or be full. What it
 * refuses goes to the refuge, where one is given.
 */
export class BrowserStore implements KeyValueStore {
  readonly #memory = new MemoryStore();
  readonly #refuge: KeyValueStore;

  constructor(refuge: KeyValueStore = new MemoryStore()) {
    this.#refuge = refuge;
  }

  get(key: string): string | null {
    const stored = this.#attempt((storage) => storage.getItem(key));
    return stored ?? this.#memory.get(key) ?? this.#refuge.get(key);
  }

  set(key: string, value: string): void {
    this.#memory.set(key, value);
    const isStored = this.#attempt((storage) => {
      storage.setItem(key, value);
      return true;
    });
    if (isStored === null) this.#refuge.set(key, value);
  }

  delete(key: string): void {
    this.#memory.delete(key);
    this.#refuge.delete(key);
    this.#attempt((storage) => storage.removeItem(key));
  }

  keys(): string[] {
    const stored = this.#attempt((storage) => Object.keys(storage)) ?? [];
    return [...new Set([...stored, ...this.#memory.keys(), ...this.#refuge.keys()])];
  }

  #attempt<Value>(use: (storage: Storage) => Value): Value | null {
    try {
      return use(window.localStorage);
    } catch {
      return null;
    }
  }
}
