import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect, type Socket } from 'socket.io-client';
import type { UserRole } from '../../../shared/admin-protocol.ts';
import type {
  Ack,
  AgentToServerEvents,
  CustomerToServerEvents,
  SequencedEvent,
  ServerToAgentEvents,
  ServerToCustomerEvents,
} from '../../../shared/protocol.ts';
import { type AppComponents, type AppSettings, createApp } from '../../app.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import { createLogger } from '../logging/logger.ts';
import { AccountsInMemory } from './accounts-in-memory.ts';
import { adminPartsInMemory } from './admin-parts-in-memory.ts';
import { DeskInMemory } from './desk-in-memory.ts';

export type CustomerSocket = Socket<ServerToCustomerEvents, CustomerToServerEvents>;
export type AgentSocket = Socket<ServerToAgentEvents, AgentToServerEvents>;

export interface ConnectOptions {
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** The transport on a free port with everything behind it in memory, and clients of all kinds. */
export class RunningApp {
  readonly desk = new DeskInMemory();
  readonly accounts = new AccountsInMemory();
  readonly admin = adminPartsInMemory();
  readonly logged: string[] = [];
  readonly #sockets: Socket[] = [];
  readonly #server = createServer();
  readonly #app: ReturnType<typeof createApp>;

  private constructor(
    limiters: { rateLimiter: RateLimiter; connectionLimiter: RateLimiter },
    settings: Partial<AppSettings>,
    components: Partial<AppComponents>,
  ) {
    this.#app = createApp(this.#server, {
      ...limiters,
      ...this.admin,
      desk: this.desk,
      accounts: this.accounts,
      settings: {
        publicUrl: undefined,
        allowedOrigins: ['https://shop.example'],
        trustProxy: false,
        sites: ['default', 'outlet'],
        visitorSecret: new TextEncoder().encode('a secret of the tests, 32 bytes or more'),
        clientFolder: import.meta.dirname,
        sessionCheckMs: 3_600_000,
        messagesPerMinute: 1000,
        messagesPerMinuteByAddress: 1000,
        connectionsPerAddress: 1000,
        eventsPerSecond: 1000,
        ...settings,
      },
      logger: createLogger('debug', { write: (line: string) => this.logged.push(line) }),
      ...components,
    });
  }

  static async start(
    limiters: { rateLimiter: RateLimiter; connectionLimiter: RateLimiter },
    settings: Partial<AppSettings> = {},
    components: Partial<AppComponents> = {},
  ): Promise<RunningApp> {
    const app = new RunningApp(limiters, settings, components);
    await new Promise<void>((resolve) => app.#server.listen(0, '127.0.0.1', resolve));
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    await this.#app.close();
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
  }

  /** Sends JSON, as a signed-in user when their cookie is given. */
  send(method: string, path: string, body?: unknown, cookie?: string): Promise<Response> {
    const headers = new Headers();
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (cookie !== undefined) headers.set('cookie', cookie);
    return this.fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async visitorToken(site = 'default'): Promise<string> {
    const response = await this.send('POST', '/api/visitor', { site });
    return ((await response.json()) as { token: string }).token;
  }

  /** The cookie of a new user who signed in. */
  async signedIn(role: UserRole): Promise<{ cookie: string; userId: string }> {
    const email = `${role}-${this.accounts.users.size}@shop.example`;
    const { user, password } = await this.accounts.createUser({ email, name: 'Ada', role });
    const response = await this.send('POST', '/api/sign-in', { email, password });
    const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    return { cookie: cookie.join('; '), userId: user.id };
  }

  async customer(options: ConnectOptions = {}): Promise<CustomerSocket> {
    const auth = { token: await this.visitorToken(), site: 'default', ...options.auth };
    return this.connected('/customer', { ...options, auth });
  }

  async agent(cookie: string): Promise<AgentSocket> {
    return this.connected('/agent', { headers: { cookie } });
  }

  /** Resolves when connected; rejects with the error of the handshake. */
  async connected<Connected extends Socket>(
    namespace: string,
    { auth = {}, headers = {} }: ConnectOptions = {},
  ): Promise<Connected> {
    const socket = connect(`${this.url}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: headers,
    });
    this.#sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket as unknown as Connected;
  }
}

/** The acknowledgement of anything, also of what the types forbid. */
export function ask<Value = unknown>(
  socket: CustomerSocket | AgentSocket,
  name: string,
  ...values: unknown[]
): Promise<Ack<Value>> {
  return (socket as unknown as Socket).emitWithAck(name, ...values);
}

/** The value of an acknowledgement that must be good. */
export function granted<Value>(ack: Ack<Value>): Value {
  if (!ack.ok) throw new Error(`refused: ${ack.error.code}`);
  return ack.value;
}

/** Collects a socket's conversation events; `upTo` resolves once that many are there. */
export class Received {
  readonly events: SequencedEvent[] = [];
  readonly #waiting: { count: number; resolve: () => void }[] = [];

  constructor(socket: CustomerSocket | AgentSocket) {
    (socket as CustomerSocket).on('conversation-event', (event) => {
      this.events.push(event);
      for (const { count, resolve } of this.#waiting) {
        if (this.events.length >= count) resolve();
      }
    });
  }

  async upTo(count: number): Promise<SequencedEvent[]> {
    if (this.events.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
    }
    return this.events;
  }
}
