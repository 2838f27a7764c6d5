import type { Message } from '../../shared/conversation.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { randomId } from './random-id.ts';
import type { RequestError } from './request.ts';

export type UnsentState =
  | { kind: 'sending' }
  /** It is kept and will be sent again by itself. */
  | { kind: 'not-sent-yet'; error: RequestError | null }
  /** Sending it again as it is would not help. */
  | { kind: 'refused'; error: RequestError }
  /** Stored by the server, not yet seen in the thread. */
  | { kind: 'acknowledged' };

/** A message of the customer that is not in the thread yet. */
export interface UnsentMessage {
  clientMessageId: string;
  text: string;
  createdAt: number;
  state: UnsentState;
}

/**
 * Messages on their way to the server, oldest first. Each has a key of its own in the store, so that it outlives a
 * reload and two tabs do not overwrite each other's.
 */
export class Outbox {
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  #items: readonly UnsentMessage[];

  constructor(store: KeyValueStore, site: string) {
    this.#store = store;
    this.#prefix = `deskhand.${site}.unsent.`;
    this.#items = this.#load();
  }

  /** A new array after each change. */
  get items(): readonly UnsentMessage[] {
    return this.#items;
  }

  add(text: string, now = Date.now()): void {
    const createdAt = Math.max(now, (this.#items.at(-1)?.createdAt ?? 0) + 1);
    const clientMessageId = randomId();
    const kept = JSON.stringify({ clientMessageId, text, createdAt });
    this.#store.set(this.#prefix + clientMessageId, kept);
    this.#items = [...this.#items, { clientMessageId, text, createdAt, state: waiting(null) }];
  }

  /** The oldest message that should be sent now. */
  next(): UnsentMessage | undefined {
    return this.#items.find(
      ({ state }) => state.kind === 'not-sent-yet' || state.kind === 'sending',
    );
  }

  mark(clientMessageId: string, state: UnsentState): void {
    this.#items = this.#items.map((item) =>
      item.clientMessageId === clientMessageId ? { ...item, state } : item,
    );
    if (state.kind === 'acknowledged') this.#store.delete(this.#prefix + clientMessageId);
  }

  /** Whatever was being sent may have been lost. */
  interrupt(): void {
    this.#items = this.#items.map((item) =>
      item.state.kind === 'sending' ? { ...item, state: waiting(null) } : item,
    );
  }

  /** Sends a refused message once more. */
  again(clientMessageId: string): void {
    this.mark(clientMessageId, waiting(null));
  }

  remove(clientMessageId: string): void {
    this.#store.delete(this.#prefix + clientMessageId);
    this.#items = this.#items.filter((item) => item.clientMessageId !== clientMessageId);
  }

  /** Drops what stands in the thread. */
  settle(messages: readonly Message[]): void {
    if (this.#items.length === 0) return;
    const arrived = new Set(messages.map(({ clientMessageId }) => clientMessageId));
    for (const { clientMessageId } of this.#items) {
      if (arrived.has(clientMessageId)) this.remove(clientMessageId);
    }
  }

  #load(): UnsentMessage[] {
    const items = this.#store
      .keys()
      .filter((key) => key.startsWith(this.#prefix))
      .flatMap((key) => parseKept(this.#store.get(key)));
    return items.sort((a, b) => a.createdAt - b.createdAt);
  }
}

function waiting(error: RequestError | null): UnsentState {
  return { kind: 'not-sent-yet', error };
}

/** Storage can be edited by hand and by older versions: what does not fit is left out. */
function parseKept(json: string | null): UnsentMessage[] {
  try {
    const { clientMessageId, text, createdAt } = JSON.parse(json ?? '');
    const fits =
      typeof clientMessageId === 'string' &&
      typeof text === 'string' &&
      typeof createdAt === 'number';
    return fits ? [{ clientMessageId, text, createdAt, state: waiting(null) }] : [];
  } catch {
    return [];
  }
}
