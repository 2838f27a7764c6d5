import { io, type Socket } from 'socket.io-client';
import type {
  CustomerToServerEvents,
  SequencedEvent,
  ServerToCustomerEvents,
  WireError,
} from '../../shared/protocol.ts';
import { handshakeError } from './handshake-error.ts';
import { type Answer, backoffMs, type RequestError, request } from './request.ts';
import type { VisitorIdentity } from './visitor-identity.ts';

export type Connection =
  | { kind: 'connecting' }
  | { kind: 'online' }
  /** Trying again by itself. */
  | { kind: 'offline'; error: RequestError | null }
  /** Trying again would not help. */
  | { kind: 'refused'; error: RequestError };

export interface CustomerConnectionParts {
  /** Origin of the server. */
  url: string;
  site: string;
  locale: string;
  identity: VisitorIdentity;
  onChange(connection: Connection): void;
  onEvent(event: SequencedEvent): void;
}

/** A customer's socket with its sign-in. Comes back by itself after every loss that may pass. */
export class CustomerConnection {
  readonly #parts: CustomerConnectionParts;
  readonly #socket: Socket<ServerToCustomerEvents, CustomerToServerEvents>;
  #refusals = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(parts: CustomerConnectionParts) {
    this.#parts = parts;
    this.#socket = io(`${parts.url}/customer`, {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 5_000,
    });
    this.#socket.on('connect', () => {
      this.#refusals = 0;
      parts.onChange({ kind: 'online' });
    });
    globalThis.addEventListener?.('offline', this.#networkLost);
    this.#socket.on('conversation-event', (event) => parts.onEvent(event));
    this.#socket.on('disconnect', () => this.#lost(null));
    this.#socket.on('connect_error', (error) => this.#lost(handshakeError(error)));
  }

  /** The browser knows sooner than the socket that the network is gone. */
  readonly #networkLost = () => {
    this.#socket.io.engine?.close();
  };

  get online(): boolean {
    return this.#socket.connected;
  }

  /** Signs in and connects; `renew` asks for a fresh token first. */
  async connect(renew = false): Promise<void> {
    const { identity, site, locale, onChange } = this.#parts;
    const token = renew ? await identity.renew() : await identity.token();
    if (this.#stopped) return;
    if (token.ok) {
      this.#socket.auth = { token: token.value, site, locale };
      this.#socket.connect();
    } else if (token.error.retryable) {
      onChange({ kind: 'offline', error: token.error });
      this.#again(token.error, renew);
    } else {
      onChange({ kind: 'refused', error: token.error });
    }
  }

  /** Drops the connection and signs in anew. */
  reconnect(): void {
    this.#socket.disconnect();
    this.#again(null, true);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('offline', this.#networkLost);
    this.#socket.disconnect();
  }

  request<Value>(event: keyof CustomerToServerEvents, payload: unknown): Promise<Answer<Value>> {
    return request<Value>(this.#socket, event, payload);
  }

  /** Socket.IO comes back by itself where `active`; a refused handshake and a server's disconnect are ours to repeat. */
  #lost(error: WireError | null): void {
    if (this.#stopped) return;
    if (error !== null && !error.retryable && error.code !== 'not-signed-in') {
      this.#parts.onChange({ kind: 'refused', error });
      return;
    }
    this.#parts.onChange({ kind: 'offline', error });
    if (!this.#socket.active) this.#again(error, error?.code === 'not-signed-in');
  }

  #again(error: RequestError | null, renew: boolean): void {
    clearTimeout(this.#timer);
    const firstRenewal = renew && this.#refusals === 0;
    const waitMs = error?.retryAfterMs ?? (firstRenewal ? 0 : backoffMs(this.#refusals));
    this.#refusals += 1;
    this.#timer = setTimeout(() => void this.connect(renew), waitMs);
  }
}
