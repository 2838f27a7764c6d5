/** When a draft's first words may show. */
export interface GateOptions {
  /** Longest wait after the first piece. Milliseconds. */
  gateMs: number;
  /** Opens early at the end of the first sentence. */
  opensAtSentence: boolean;
  /** Whether what is held so far must not be shown. Asked at the moment of opening. */
  looksBad: (held: string) => boolean;
  show: (text: string) => void;
}

/**
 * Holds the first words of a draft for a moment, so that one that turns out bad at once is replaced before anybody saw it.
 * Once open it lets everything through.
 */
export class DraftGate {
  readonly #options: GateOptions;
  #held = '';
  #shown = '';
  #state: 'waiting' | 'open' | 'discarded' = 'waiting';
  #timer: NodeJS.Timeout | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** What the customer has seen of this draft. */
  get shown(): string {
    return this.#shown;
  }

  push(text: string): void {
    if (this.#state === 'discarded' || text === '') return;
    if (this.#state === 'open') {
      this.#show(text);
      return;
    }
    this.#held += text;
    if (this.#options.gateMs === 0) {
      this.#tryOpen();
      return;
    }
    this.#timer ??= setTimeout(() => this.#tryOpen(), this.#options.gateMs);
    if (this.#options.opensAtSentence && /[.!?](?:\s|$)|\n/.test(this.#held)) this.#tryOpen();
  }

  /** The draft was judged good: everything held is shown. */
  accept(): void {
    this.#stopTimer();
    if (this.#state !== 'waiting') return;
    this.#state = 'open';
    this.#show(this.#held);
  }

  /** The draft was judged bad: what is held is never shown. */
  discard(): void {
    this.#stopTimer();
    this.#state = 'discarded';
  }

  #tryOpen(): void {
    if (this.#state !== 'waiting' || this.#options.looksBad(this.#held)) return;
    this.accept();
  }

  #show(text: string): void {
    if (text === '') return;
    this.#shown += text;
    this.#options.show(text);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
