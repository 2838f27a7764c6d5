import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type {
  Ack,
  AgentMessageSend,
  AgentToServerEvents,
  ConversationEvent,
  QueueItem,
  ServerToAgentEvents,
  WireError,
} from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { EventLog } from '../../kit/test-support/event-log.ts';
import { createdAt, messageOf } from '../../kit/test-support/event-script.ts';

type AgentSocket = Socket<AgentToServerEvents, ServerToAgentEvents>;

export const me = { agentId: 'agent-1', agentName: 'Ada' };

/**
 * A server for the agent client's tests: real HTTP and Socket.IO and the desk's rules for any number of conversations.
 * What it stores survives `stop` and `start`.
 */
export class AgentFarSide {
  readonly logs = new Map<string, EventLog>();
  readonly receipts = new Map<string, Receipt[]>();
  /** Refuses the next requests of a kind, one error each. */
  readonly refusals = new Map<string, WireError[]>();
  /** Runs before a `conversation-open` is acknowledged. */
  beforeOpenAck: () => void = () => {};
  /** Runs before a `message-send` is looked at. */
  beforeSend: () => void = () => {};
  /** Does not acknowledge the next `message-send`s though it stores them. */
  swallowAcks = 0;
  signedIn = true;
  #port = 0;
  #http: HttpServer | undefined;
  #io: Server<AgentToServerEvents, ServerToAgentEvents> | undefined;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get queue(): QueueItem[] {
    return [...this.logs.values()].flatMap(({ thread: { conversation, messages } }) => {
      const last = messages.at(-1);
      const { kind } = conversation.state;
      if (kind !== 'queued' && kind !== 'agent') return [];
      return [{ conversation, lastText: last?.text ?? '', lastRole: last?.role ?? '' }];
    });
  }

  /** A conversation in which the customer said `text`. */
  add(id: string, text: string): void {
    this.logs.set(id, new EventLog(id));
    this.say(id, text);
  }

  say(id: string, text: string): void {
    const position = this.log(id).thread.conversation.lastPosition + 1;
    this.emit(id, { type: 'message-new', message: messageOf(id, position, 'customer', text) });
  }

  /** The customer asks for a person. */
  askForPerson(id: string): void {
    const state = { kind: 'queued', since: createdAt, reason: 'customer-asked' } as const;
    this.emit(id, { type: 'hand-off-queued', state, ahead: 0 });
    this.tellQueue();
  }

  tellReceipt(receipt: Receipt): void {
    this.receipts.set(receipt.conversationId, [
      ...(this.receipts.get(receipt.conversationId) ?? []),
      receipt,
    ]);
    this.#io?.of('/agent').to(receipt.conversationId).emit('receipt-new', receipt);
  }

  emit(id: string, event: ConversationEvent): void {
    this.#io?.of('/agent').to(id).emit('conversation-event', this.log(id).append(event));
  }

  tellQueue(): void {
    this.#io?.of('/agent').to('queue').emit('queue-changed', this.queue);
  }

  log(id: string): EventLog {
    const log = this.logs.get(id);
    if (log === undefined) throw new Error(`no conversation ${id}`);
    return log;
  }

  /** Listens on a free port, after a `stop` on the same one. */
  async start(): Promise<void> {
    this.#http = createServer();
    this.#io = new Server(this.#http, { transports: ['websocket'], serveClient: false });
    const agents = this.#io.of('/agent');
    agents.use((_socket, next) => {
      const data: WireError = { code: 'not-signed-in', retryable: false };
      next(this.signedIn ? undefined : Object.assign(new Error(data.code), { data }));
    });
    agents.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((resolve) =>
      this.#http?.listen(this.#port, '127.0.0.1', () => resolve()),
    );
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#io?.close();
  }

  /** Cuts every connection; the clients come back by themselves. */
  cut(): void {
    for (const socket of this.#io?.of('/agent').sockets.values() ?? []) socket.conn.close();
  }

  /** Ends every connection as the server does when a session ended. */
  end(): void {
    this.#io?.of('/agent').disconnectSockets(true);
  }

  #serve(socket: AgentSocket): void {
    socket.on('queue-watch', (_request, ack) => {
      void socket.join('queue');
      this.#answer('queue-watch', ack, () => this.queue);
    });
    socket.on('conversation-open', ({ conversationId, seen }, ack) => {
      if (!this.logs.has(conversationId)) return ack(refused('not-found'));
      void socket.join(conversationId);
      this.#answer('conversation-open', ack, () => {
        const sync = this.log(conversationId).sync(seen);
        const kept = this.receipts.get(conversationId) ?? [];
        const receipts = Object.fromEntries(kept.map((each) => [each.messageId, each]));
        this.beforeOpenAck();
        return { sync, receipts };
      });
    });
    socket.on('conversation-take', ({ conversationId }, ack) => {
      this.#answer('conversation-take', ack, () => {
        const state = { kind: 'agent', ...me } as const;
        return this.#change(conversationId, { type: 'hand-off-taken', state });
      });
    });
    socket.on('conversation-return', ({ conversationId }, ack) => {
      this.#answer('conversation-return', ack, () => {
        const state = { kind: 'assistant' } as const;
        return this.#change(conversationId, { type: 'hand-off-returned', state });
      });
    });
    socket.on('conversation-close', ({ conversationId, reason }, ack) => {
      this.#answer('conversation-close', ack, () => {
        const state = { kind: 'closed', by: 'agent', reason, at: createdAt } as const;
        return this.#change(conversationId, { type: 'conversation-closed', state });
      });
    });
    socket.on('message-send', (request, ack) => {
      this.beforeSend();
      const { conversation } = this.log(request.conversationId).thread;
      const stored = this.#stored(request);
      if (stored === undefined && request.lastPosition < conversation.lastPosition) {
        return ack(refused('thread-moved-on'));
      }
      this.#answer('message-send', this.#swallowing(ack), () => stored ?? this.#store(request));
    });
  }

  #answer<Value>(event: string, ack: (answer: Ack<Value>) => void, value: () => Value): void {
    const error = this.refusals.get(event)?.shift();
    ack(error === undefined ? { ok: true, value: value() } : { ok: false, error });
  }

  #change(conversationId: string, event: ConversationEvent): null {
    this.emit(conversationId, event);
    this.tellQueue();
    return null;
  }

  #stored({ conversationId, clientMessageId }: AgentMessageSend) {
    const { messages } = this.log(conversationId).thread;
    const message = messages.find((each) => each.clientMessageId === clientMessageId);
    return message && { messageId: message.id, position: message.position };
  }

  #store({ conversationId, clientMessageId, text }: AgentMessageSend) {
    const position = this.log(conversationId).thread.conversation.lastPosition + 1;
    const more = { clientMessageId, authorName: me.agentName };
    const message = messageOf(conversationId, position, 'agent', text, more);
    this.emit(conversationId, { type: 'message-new', message });
    return { messageId: message.id, position };
  }

  #swallowing<Value>(ack: (answer: Ack<Value>) => void): (answer: Ack<Value>) => void {
    if (this.swallowAcks === 0) return ack;
    this.swallowAcks -= 1;
    return () => {};
  }
}

function refused(code: WireError['code']): { ok: false; error: WireError } {
  return { ok: false, error: { code, retryable: code === 'thread-moved-on' } };
}
