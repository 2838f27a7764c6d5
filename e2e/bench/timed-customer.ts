import type { ConversationEvent, SequencedEvent } from '../../shared/protocol.ts';
import { Customer } from '../harness/customer.ts';

/** When the parts of an answer came, in milliseconds since the message was sent. */
export interface TimedAnswer {
  firstTextMs: number;
  endMs: number;
  status: string;
}

const limitMs = 30_000;

/** A customer of the product with a stop watch. One question at a time. */
export class TimedCustomer {
  readonly #customer: Customer;

  private constructor(customer: Customer) {
    this.#customer = customer;
  }

  static async open(url: string): Promise<TimedCustomer> {
    return new TimedCustomer(await Customer.open(url));
  }

  /** Until the whole answer is there. */
  async ask(text: string): Promise<TimedAnswer> {
    let firstTextMs = Number.NaN;
    return this.#watch(text, (event, nowMs) => {
      if (event.type === 'answer-delta' && Number.isNaN(firstTextMs)) firstTextMs = nowMs;
      if (event.type !== 'answer-end') return undefined;
      return { firstTextMs, endMs: nowMs, status: event.message.answerStatus ?? 'none' };
    });
  }

  /** Until the first text is there; the answer goes on. */
  firstTextMs(text: string): Promise<number> {
    return this.#watch(text, (event, nowMs) => (event.type === 'answer-delta' ? nowMs : undefined));
  }

  /** Sends, and resolves with what `see` first makes of an event and the milliseconds since. */
  #watch<Value>(
    text: string,
    see: (event: ConversationEvent, nowMs: number) => Value | undefined,
  ): Promise<Value> {
    const { socket } = this.#customer;
    const sentMs = performance.now();
    return new Promise((resolve, reject) => {
      const finish = (result: () => void) => {
        clearTimeout(timer);
        socket.off('conversation-event', onEvent);
        result();
      };
      const onEvent = ({ event }: SequencedEvent) => {
        const seen = see(event, performance.now() - sentMs);
        if (seen !== undefined) finish(() => resolve(seen));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`no answer to: ${text}`))),
        limitMs,
      );
      socket.on('conversation-event', onEvent);
      this.#customer.send(text).then((ack) => {
        if (!ack.ok) finish(() => reject(new Error(`message-send: ${ack.error.code}`)));
      }, reject);
    });
  }

  close(): void {
    this.#customer.close();
  }
}
