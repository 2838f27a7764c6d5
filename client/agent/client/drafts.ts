import type { KeyValueStore } from '../../kit/key-value-store.ts';

/** What an agent has begun to write, for each conversation. Outlives a reload. */
export class Drafts {
  readonly #store: KeyValueStore;
  readonly #prefix: string;

  constructor(store: KeyValueStore, userId: string) {
    this.#store = store;
    this.#prefix = `deskhand.draft.${userId}.`;
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
