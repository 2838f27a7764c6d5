import { io, type Socket } from 'socket.io-client';
import type {
  AgentToServerEvents,
  QueueItem,
  SequencedEvent,
  ServerToAgentEvents,
  WireError,
} from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { handshakeError } from '../../kit/handshake-error.ts';
import { type Answer, backoffMs, type RequestError, request } from '../../kit/request.ts';

export type Connection =
  | { kind: 'connecting' }
  | { kind: 'online' }
  /** Trying again by itself. */
  | { kind: 'offline'; error: RequestError | null }
  /** The session ended: sign in again. */
  | { kind: 'signed-out' }
  /** Trying again would not help. */
  | { kind: 'refused'; error: RequestError };

export interface AgentConnectionParts {
  /** Origin of the server. */
  url: string;
  onChange(connection: Connection): void;
  onEvent(event: SequencedEvent): void;
  onReceipt(receipt: Receipt): void;
  onQueue(items: QueueItem[]): void;
}

/**
 * An agent's socket. The session's cookie is read at the handshake, so each sign-in makes a new one. Comes back by itself
 * after every loss that may pass.
 */
export class AgentConnection {
  readonly #parts: AgentConnectionParts;
  readonly #socket: Socket<ServerToAgentEvents, AgentToServerEvents>;
  #losses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(parts: AgentConnectionParts) {
    this.#parts = parts;
    this.#socket = io(`${parts.url}/agent`, {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 5_000,
    });
    this.#socket.on('connect', () => {
      this.#losses = 0;
      parts.onChange({ kind: 'online' });
    });
    this.#socket.on('disconnect', () => this.#lost(null));
    this.#socket.on('connect_error', (error) => this.#lost(handshakeError(error)));
    this.#socket.on('conversation-event', (event) => parts.onEvent(event));
    this.#socket.on('receipt-new', (receipt) => parts.onReceipt(receipt));
    this.#socket.on('queue-changed', (items) => parts.onQueue(items));
    globalThis.addEventListener?.('offline', this.#networkLost);
  }

  /** The browser knows sooner than the socket that the network is gone. */
  readonly #networkLost = () => {
    this.#socket.io.engine?.close();
  };

  get online(): boolean {
    return this.#socket.connected;
  }

  connect(): void {
    if (!this.#stopped) this.#socket.connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('offline', this.#networkLost);
    this.#socket.disconnect();
  }

  request<Value>(event: keyof AgentToServerEvents, payload: unknown): Promise<Answer<Value>> {
    return request<Value>(this.#socket, event, payload);
  }

  /** Socket.IO comes back by itself where `active`; a refused handshake and a server's disconnect are ours to repeat. */
  #lost(error: WireError | null): void {
    if (this.#stopped) return;
    if (error !== null && (!error.retryable || error.code === 'not-signed-in')) {
      const isSignedOut = error.code === 'not-signed-in';
      this.#parts.onChange(isSignedOut ? { kind: 'signed-out' } : { kind: 'refused', error });
      return;
    }
    this.#parts.onChange({ kind: 'offline', error });
    if (this.#socket.active) return;
    clearTimeout(this.#timer);
    const waitMs = error?.retryAfterMs ?? backoffMs(this.#losses);
    this.#losses += 1;
    this.#timer = setTimeout(() => this.connect(), waitMs);
  }
}
