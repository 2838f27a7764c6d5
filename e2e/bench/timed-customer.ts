import type { SequencedEvent } from '../../shared/protocol.ts';
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

  ask(text: string): Promise<TimedAnswer> {
    const { socket } = this.#customer;
    const sentMs = performance.now();
    return new Promise((resolve, reject) => {
      let firstTextMs = Number.NaN;
      const finish = (result: () => void) => {
        clearTimeout(timer);
        socket.off('conversation-event', onEvent);
        result();
      };
      const onEvent = ({ event }: SequencedEvent) => {
        const nowMs = performance.now() - sentMs;
        if (event.type === 'answer-delta' && Number.isNaN(firstTextMs)) firstTextMs = nowMs;
        if (event.type !== 'answer-end') return;
        const status = event.message.answerStatus ?? 'none';
        finish(() => resolve({ firstTextMs, endMs: nowMs, status }));
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
