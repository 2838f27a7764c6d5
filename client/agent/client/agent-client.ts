import type { ClosingReason } from '../../../shared/conversation.ts';
import type { QueueItem } from '../../../shared/protocol.ts';
import { Drafts } from '../../kit/drafts.ts';
import type { KeyValueStore } from '../../kit/key-value-store.ts';
import { Listeners } from '../../kit/listeners.ts';
import { backoffMs } from '../../kit/request.ts';
import { AgentConnection, type Connection } from './agent-connection.ts';
import type { AgentState, QueueState } from './agent-state.ts';
import { OpenedConversation } from './opened-conversation.ts';

export interface AgentClientParts {
  /** Origin of the server. */
  url: string;
  /** Who is signed in. */
  userId: string;
  /** Where drafts are kept. */
  store: KeyValueStore;
}

/**
 * An agent's side of the wire: the queue, and one open conversation with its receipts, kept in step through lost
 * connections. `subscribe` and `getSnapshot` fit `useSyncExternalStore`.
 */
export class AgentClient {
  readonly #connection: AgentConnection;
  readonly #drafts: Drafts;
  readonly #listeners = new Listeners();
  #opened: OpenedConversation | null = null;
  #queueRun = 0;
  #stopped = false;
  #state: AgentState = {
    connection: { kind: 'connecting' },
    queue: { kind: 'loading' },
    open: { kind: 'none' },
  };

  constructor(parts: AgentClientParts) {
    this.#drafts = new Drafts(parts.store, parts.userId);
    this.#connection = new AgentConnection({
      url: parts.url,
      onChange: (connection) => this.#connectionChanged(connection),
      onEvent: (event) => this.#opened?.receive(event),
      onReceipt: (receipt) => this.#opened?.receiveReceipt(receipt),
      onQueue: (items) => this.#queueChanged(items),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.subscribe(listener);

  readonly getSnapshot = (): AgentState => this.#state;

  start(): void {
    this.#connection.connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#connection.stop();
  }

  /** Puts a conversation on the screen in place of the one that is there; null leaves it. */
  open(conversationId: string | null): void {
    if (conversationId === (this.#opened?.conversationId ?? null)) return;
    this.#opened?.interrupt();
    this.#opened = conversationId === null ? null : this.#follow(conversationId);
    this.#publish();
    void this.#synchronise();
  }

  /** Asks anew for a conversation that could not be opened. */
  retryOpen(): void {
    void this.#synchronise();
  }

  /** Changes the draft of the open conversation. */
  write(text: string): void {
    this.#opened?.write(text);
  }

  /** Sends the draft of the open conversation. Refused when the thread moved on: the draft stays and can be sent again. */
  async send(): Promise<void> {
    await this.#opened?.send();
  }

  async take(): Promise<void> {
    await this.#opened?.take();
  }

  /** Lets the assistant go on. */
  async handBack(): Promise<void> {
    await this.#opened?.handBack();
  }

  async close(reason: ClosingReason): Promise<void> {
    await this.#opened?.close(reason);
  }

  dismissProblem(): void {
    this.#opened?.dismissProblem();
  }

  #follow(conversationId: string): OpenedConversation {
    return new OpenedConversation({
      conversationId,
      connection: this.#connection,
      drafts: this.#drafts,
      onChange: () => this.#publish(),
      onBehind: () => void this.#synchronise(),
    });
  }

  #connectionChanged(connection: Connection): void {
    if (connection.kind === 'online') {
      void this.#watchQueue();
      void this.#synchronise();
      return;
    }
    this.#queueRun += 1;
    this.#opened?.interrupt();
    this.#publish({ connection });
  }

  /** Until the queue is there the page is not online. */
  async #watchQueue(): Promise<void> {
    this.#queueRun += 1;
    const run = this.#queueRun;
    for (let attempt = 0; this.#connection.online && !this.#stopped; attempt += 1) {
      const answer = await this.#connection.request<QueueItem[]>('queue-watch', {});
      if (run !== this.#queueRun) return;
      if (answer.ok) {
        this.#queueChanged(answer.value);
        return;
      }
      this.#publish({ connection: { kind: 'offline', error: answer.error } });
      await delay(answer.error.retryAfterMs ?? backoffMs(attempt));
    }
  }

  /** A change may come before the answer to the first question and is then the newer one. */
  #queueChanged(items: QueueItem[]): void {
    this.#queueRun += 1;
    this.#publish({ connection: { kind: 'online' }, queue: { kind: 'ready', items } });
  }

  /** Repeats until the open conversation is in step, it cannot be opened, or another one or a new connection took over. */
  async #synchronise(): Promise<void> {
    const opened = this.#opened;
    for (let attempt = 0; this.#connection.online && !this.#stopped; attempt += 1) {
      if (opened === null || opened !== this.#opened) return;
      const result = await opened.sync();
      if (result.kind !== 'failed' || !result.error.retryable) return;
      await delay(result.error.retryAfterMs ?? backoffMs(attempt));
    }
  }

  #publish(change: { connection?: Connection; queue?: QueueState } = {}): void {
    this.#state = {
      ...this.#state,
      ...change,
      open: this.#opened?.state ?? { kind: 'none' },
    };
    this.#listeners.notify();
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
