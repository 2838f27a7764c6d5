import type { KeyValueStore } from './key-value-store.ts';

/** What somebody has begun to write, for each conversation. Outlives a reload. */
export class Drafts {
  readonly #store: KeyValueStore;
  readonly #prefix: string;

  /** `owner` is whoever writes: others who use the same browser have drafts of their own. */
  constructor(store: KeyValueStore, owner: string) {
    this.#store = store;
    this.#prefix = `deskhand.draft.${owner}.`;
  }

  get(conversationId: string): string {
    return this.#store.get(this.#prefix + conversationId) ?? '';
  }

  set(conversationId: string, text: string): void {
    const key = this.#prefix + conversationId;
    if (text === '') this.#store.delete(key);
    else this.#store.set(key, text);
  }
}
