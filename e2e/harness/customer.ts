import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Message } from '../../shared/conversation.ts';
import type {
  Ack,
  ConversationSync,
  CustomerToServerEvents,
  SequencedEvent,
  ServerToCustomerEvents,
} from '../../shared/protocol.ts';

type CustomerSocket = Socket<ServerToCustomerEvents, CustomerToServerEvents>;

/** An answer as a customer saw it, character by character. */
export interface SeenAnswer {
  message: Message;
  /** Everything that was ever before the customer's eyes, in order; a revision begins a new one. */
  shown: string[];
}

/** A customer that speaks the protocol as the widget does, for tests and benches. */
export class Customer {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;
  /** What came, from before the conversation was opened on. */
  readonly events: SequencedEvent[];
  readonly #socket: CustomerSocket;
  readonly #waiting = new Set<() => void>();

  private constructor(
    url: string,
    token: string,
    conversationId: string,
    socket: CustomerSocket,
    sync: ConversationSync,
    events: SequencedEvent[],
  ) {
    this.url = url;
    this.token = token;
    this.conversationId = conversationId;
    this.#socket = socket;
    this.first = sync;
    this.events = events;
    socket.on('conversation-event', () => {
      for (const check of [...this.#waiting]) check();
    });
  }

  /** What the server sent when the conversation was opened. */
  readonly first: ConversationSync;

  /** Opens the newest conversation of the token's visitor, or of a new visitor without one. */
  static async open(
    url: string,
    known: { token?: string; conversationId?: string } = {},
  ): Promise<Customer> {
    const token = known.token ?? (await newVisitor(url));
    const socket: CustomerSocket = io(`${url}/customer`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token, site: 'default' },
    });
    // An event may come in one piece with the answer to the opening, before anything after an `await` runs.
    const events: SequencedEvent[] = [];
    socket.on('conversation-event', (event) => void events.push(event));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const request =
      known.conversationId === undefined ? {} : { conversationId: known.conversationId };
    const sync = await socket.emitWithAck('conversation-open', request);
    if (!sync.ok) throw new Error(`conversation-open: ${sync.error.code}`);
    return new Customer(url, token, sync.value.conversationId, socket, sync.value, events);
  }

  send(
    text: string,
    clientMessageId: string = randomUUID(),
  ): Promise<Ack<{ messageId: string; position: number }>> {
    return this.#socket.emitWithAck('message-send', {
      conversationId: this.conversationId,
      clientMessageId,
      text,
    });
  }

  get socket(): CustomerSocket {
    return this.#socket;
  }

  /** Sends and waits for the whole answer. */
  async ask(text: string, limitMs = 30_000): Promise<SeenAnswer> {
    const from = this.events.length;
    const ack = await this.send(text);
    if (!ack.ok) throw new Error(`message-send: ${ack.error.code}`);
    const { messageId } = ack.value;
    const end = await this.until(
      () =>
        this.events
          .slice(from)
          .find(
            ({ event }) => event.type === 'answer-end' && event.message.inReplyTo === messageId,
          ),
      limitMs,
    );
    if (end.event.type !== 'answer-end') throw new Error('not an answer');
    return { message: end.event.message, shown: this.shownOf(end.event.message.id) };
  }

  /** What was shown of an answer; a new text begins with each revision. */
  shownOf(messageId: string): string[] {
    const shown = [''];
    for (const { event } of this.events) {
      if (event.type === 'answer-delta' && event.messageId === messageId)
        shown.push((shown.pop() ?? '') + event.text);
      if (event.type === 'answer-revised' && event.messageId === messageId) shown.push('');
    }
    return shown;
  }

  /** Waits until `find` finds something among what has come. */
  until<Value>(find: () => Value | undefined, limitMs = 30_000): Promise<Value> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error('what was waited for did not come'));
      }, limitMs);
      this.#waiting.add(check);
      check();
    });
  }

  close(): void {
    this.#socket.close();
  }
}

async function newVisitor(url: string): Promise<string> {
  const response = await fetch(`${url}/api/visitor`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ site: 'default' }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}
