import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Message } from '../../../shared/conversation.ts';
import type {
  Ack,
  ConversationEvent,
  ConversationOpen,
  ConversationSync,
  CustomerToServerEvents,
  MessageSend,
  ServerToCustomerEvents,
  WireError,
} from '../../../shared/protocol.ts';
import { EventLog } from './event-log.ts';
import { createdAt, messageOf } from './event-script.ts';

type CustomerSocket = Socket<CustomerToServerEvents, ServerToCustomerEvents>;

/**
 * A server for the clients' tests: real HTTP and Socket.IO, one conversation, and answers that come when the test says
 * so. What it stores survives `restart`.
 */
export class FarSide {
  readonly log = new EventLog('c1');
  /** Every request that arrived, as `event` or `event clientMessageId`. */
  readonly requests: string[] = [];
  /** Refuses the next requests of a kind, one error each. */
  readonly refusals = new Map<string, WireError[]>();
  /** Does not acknowledge the next `message-send`s though it stores them. */
  swallowAcks = 0;
  /** Leaves so many requests for a token without an answer. */
  silentTokens = 0;
  validToken = 'token-1';
  tokensGiven = 0;
  #port = 0;
  #http: HttpServer | undefined;
  #io: Server<CustomerToServerEvents, ServerToCustomerEvents> | undefined;
  #stored = new Map<string, Message>();

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get customerTexts(): string[] {
    return this.log.thread.messages
      .filter(({ role }) => role === 'customer')
      .map(({ text }) => text);
  }

  /** Listens on a free port, after a `stop` on the same one. */
  async start(): Promise<void> {
    this.#http = createServer((request, response) => {
      request.resume();
      if (this.silentTokens > 0) {
        this.silentTokens -= 1;
        return;
      }
      this.tokensGiven += 1;
      const body = { token: this.validToken, visitorId: 'visitor-1' };
      const isVisitor = request.url === '/api/visitor';
      response.writeHead(isVisitor ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isVisitor ? body : { code: 'not-found', retryable: false }));
    });
    this.#io = new Server(this.#http, { transports: ['websocket'], serveClient: false });
    const customers = this.#io.of('/customer');
    customers.use((socket, next) => {
      if (socket.handshake.auth.token === this.validToken) return next();
      const data: WireError = { code: 'not-signed-in', retryable: false };
      next(Object.assign(new Error(data.code), { data }));
    });
    customers.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((resolve) =>
      this.#http?.listen(this.#port, '127.0.0.1', () => resolve()),
    );
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#io?.close();
  }

  /** Goes away without a word and comes back with a new run of numbers. */
  async restart(): Promise<void> {
    await this.stop();
    this.log.restart(`${this.log.epoch}'`);
    await this.start();
  }

  /** Cuts every connection; the clients come back by themselves. */
  cut(): void {
    for (const socket of this.#io?.of('/customer').sockets.values() ?? []) socket.conn.close();
  }

  /** Logs an event and sends it to everyone there. */
  emit(event: ConversationEvent): void {
    this.#io?.of('/customer').emit('conversation-event', this.log.append(event));
  }

  #serve(socket: CustomerSocket): void {
    socket.onAny((event, payload) => {
      this.requests.push([event, payload?.clientMessageId].filter(Boolean).join(' '));
    });
    socket.on('conversation-open', (request: ConversationOpen, ack) => {
      this.#answer<ConversationSync>('conversation-open', ack, () => this.log.sync(request.seen));
    });
    socket.on('message-send', (request, ack) => {
      this.#answer('message-send', this.#swallowing(ack), () => this.#store(request));
    });
    for (const event of ['answer-stop', 'answer-retry', 'feedback-give'] as const) {
      socket.on(event, (_request: unknown, ack: (answer: Ack<null>) => void) =>
        this.#answer(event, ack, () => null),
      );
    }
    socket.on('hand-off-request', (_request, ack) => {
      this.#answer('hand-off-request', ack, () => {
        const state = { kind: 'queued', since: createdAt, reason: 'asked' } as const;
        this.emit({ type: 'hand-off-queued', state, ahead: 0 });
        return null;
      });
    });
    socket.on('hand-off-cancel', (_request, ack) => {
      this.#answer('hand-off-cancel', ack, () => {
        this.emit({ type: 'hand-off-returned', state: { kind: 'assistant' } });
        return null;
      });
    });
    socket.on('conversation-close', ({ reason }, ack) => {
      this.#answer('conversation-close', ack, () => {
        const state = { kind: 'closed', by: 'customer', reason, at: createdAt } as const;
        this.emit({ type: 'conversation-closed', state });
        return null;
      });
    });
  }

  #answer<Value>(event: string, ack: (answer: Ack<Value>) => void, value: () => Value): void {
    const error = this.refusals.get(event)?.shift();
    ack(error === undefined ? { ok: true, value: value() } : { ok: false, error });
  }

  #store({ clientMessageId, text }: MessageSend): { messageId: string; position: number } {
    const before = this.#stored.get(clientMessageId);
    if (before !== undefined) return { messageId: before.id, position: before.position };
    const position = this.log.thread.conversation.lastPosition + 1;
    const message = messageOf('c1', position, 'customer', text, { clientMessageId });
    this.#stored.set(clientMessageId, message);
    this.emit({ type: 'message-new', message });
    return { messageId: message.id, position };
  }

  #swallowing<Value>(ack: (answer: Ack<Value>) => void): (answer: Ack<Value>) => void {
    if (this.swallowAcks === 0) return ack;
    this.swallowAcks -= 1;
    return () => {};
  }
}
