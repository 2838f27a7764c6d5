/** When a draft's first words may show. */
export interface GateOptions {
  /** Longest wait from the model's first word on. Milliseconds. */
  gateMs: number;
  /** Opens early at the end of the first sentence. */
  opensAtSentence: boolean;
  /** Whether what is held so far must not be shown. Asked at the moment of opening. */
  looksBad: (held: string) => boolean;
  show: (text: string) => void;
}

const sentenceEnd = /[.!?](?:\s|$)|\n/;

/**
 * Holds the first words of a draft for a moment, so that one that turns out bad at once is replaced before anybody saw it.
 * Once open it lets everything through.
 */
export class DraftGate {
  readonly #options: GateOptions;
  #held = '';
  #shown = '';
  /** `due`: it has waited long enough, and opens as soon as what is held does not look bad. */
  #state: 'waiting' | 'due' | 'open' | 'discarded' = 'waiting';
  #timer: NodeJS.Timeout | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** What the customer has seen of this draft. */
  get shown(): string {
    return this.#shown;
  }

  /**
   * The model has begun to write. The wait is counted from here, as the checks before this gate may hold back its first word until
   * the next one comes.
   */
  begin(): void {
    const { gateMs } = this.#options;
    if (this.#state !== 'waiting' || this.#timer !== null) return;
    if (gateMs === 0) this.#state = 'due';
    else this.#timer = setTimeout(() => this.#becomeDue(), gateMs);
  }

  push(text: string): void {
    if (this.#state === 'discarded' || text === '') return;
    if (this.#state === 'open') {
      this.#show(text);
      return;
    }
    this.#held += text;
    const endsSentence = this.#options.opensAtSentence && sentenceEnd.test(this.#held);
    if (this.#state === 'due' || endsSentence) this.#tryOpen();
  }

  /** The draft was judged good: everything held is shown. */
  accept(): void {
    this.#stopTimer();
    if (this.#state === 'open' || this.#state === 'discarded') return;
    this.#state = 'open';
    this.#show(this.#held);
  }

  /** The draft was judged bad: what is held is never shown. */
  discard(): void {
    this.#stopTimer();
    this.#state = 'discarded';
  }

  #becomeDue(): void {
    this.#state = 'due';
    this.#tryOpen();
  }

  #tryOpen(): void {
    if (this.#held !== '' && !this.#options.looksBad(this.#held)) this.accept();
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
