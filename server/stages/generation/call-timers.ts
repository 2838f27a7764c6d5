import type { ModelTimeouts } from '../../routing/model-card.ts';

/**
 * Three separate timers over one call: to the first token, between two tokens, and in all. Whichever runs out aborts
 * the call, as the client library's own timeout does not see a stall in mid-stream.
 */
export class CallTimers {
  readonly #timeouts: ModelTimeouts;
  readonly #onExpiry: () => void;
  readonly #total: NodeJS.Timeout;
  #waiting: NodeJS.Timeout | null = null;
  #expired: keyof ModelTimeouts | null = null;

  constructor(timeouts: ModelTimeouts, onExpiry: () => void) {
    this.#timeouts = timeouts;
    this.#onExpiry = onExpiry;
    this.#total = setTimeout(() => this.#expire('totalMs'), timeouts.totalMs);
  }

  /** Which timer ran out, if one did. */
  get expired(): keyof ModelTimeouts | null {
    return this.#expired;
  }

  /** Waiting for the model begins. */
  waitFor(what: 'firstTokenMs' | 'gapMs'): void {
    this.#waiting = setTimeout(() => this.#expire(what), this.#timeouts[what]);
  }

  /** The model sent something. */
  received(): void {
    if (this.#waiting) clearTimeout(this.#waiting);
    this.#waiting = null;
  }

  clear(): void {
    this.received();
    clearTimeout(this.#total);
  }

  #expire(what: keyof ModelTimeouts): void {
    this.#expired ??= what;
    this.#onExpiry();
  }
}
