import type { ClosingReason, Feedback } from '../../shared/conversation.ts';
import type { CustomerToServerEvents } from '../../shared/protocol.ts';
import { type Connection, CustomerConnection } from './customer-connection.ts';
import { Listeners } from './listeners.ts';
import { Outbox, type UnsentMessage } from './outbox.ts';
import { type Answer, backoffMs, type RequestError } from './request.ts';
import type { Thread } from './thread.ts';
import { ThreadFollower } from './thread-follower.ts';
import { VisitorIdentity, type VisitorIdentityParts } from './visitor-identity.ts';

export interface ConversationClientParts extends VisitorIdentityParts {
  /** A language tag of at most 16 characters. */
  locale: string;
}

/** Something the customer asked for that did not work. */
export interface Problem {
  action: keyof CustomerToServerEvents;
  error: RequestError;
}

/** What the widget shows. Replaced as a whole at each change. */
export type ChatState = {
  connection: Connection;
  unsent: readonly UnsentMessage[];
  problem: Problem | null;
} & ({ kind: 'opening' } | { kind: 'open'; thread: Thread });

/**
 * A customer's conversation over the wire: keeps the thread in step, sends messages until they are acknowledged, and
 * passes on what the customer asks for. `subscribe` and `getSnapshot` fit `useSyncExternalStore`.
 */
export class ConversationClient {
  readonly #connection: CustomerConnection;
  readonly #follower: ThreadFollower;
  readonly #outbox: Outbox;
  readonly #listeners = new Listeners();
  #conversationId: string | undefined;
  #personWanted = false;
  #sending = false;
  #stopped = false;
  #state: ChatState;

  constructor(parts: ConversationClientParts) {
    this.#outbox = new Outbox(parts.store, parts.site);
    this.#state = {
      kind: 'opening',
      connection: { kind: 'connecting' },
      unsent: this.#outbox.items,
      problem: null,
    };
    this.#follower = new ThreadFollower({
      open: (seen) =>
        this.#connection.request('conversation-open', {
          conversationId: this.#conversationId,
          locale: parts.locale,
          seen,
        }),
      onChange: () => this.#publish(),
      onBehind: () => void this.#synchronise(),
    });
    this.#connection = new CustomerConnection({
      ...parts,
      identity: new VisitorIdentity(parts),
      onChange: (connection) => this.#connectionChanged(connection),
      onEvent: (event) => this.#follower.receive(event),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.subscribe(listener);

  readonly getSnapshot = (): ChatState => this.#state;

  start(): void {
    void this.#connection.connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#connection.stop();
  }

  /** Keeps the message and sends it as soon as it can, until the server says it is stored. */
  send(text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    this.#outbox.add(trimmed);
    this.#publish();
    void this.#sendWaiting();
  }

  sendAgain(clientMessageId: string): void {
    this.#outbox.again(clientMessageId);
    this.#publish();
    void this.#sendWaiting();
  }

  discard(clientMessageId: string): void {
    this.#outbox.remove(clientMessageId);
    this.#publish();
  }

  stopAnswer(messageId: string): Promise<void> {
    return this.#act('answer-stop', { messageId });
  }

  retryAnswer(messageId: string): Promise<void> {
    return this.#act('answer-retry', { messageId });
  }

  giveFeedback(messageId: string, feedback: Feedback): Promise<void> {
    return this.#act('feedback-give', { messageId, ...feedback });
  }

  /** Asks for a person; while there is no connection, as soon as there is one. */
  async requestPerson(): Promise<void> {
    this.#personWanted = true;
    await this.#askForWantedPerson();
  }

  /** Goes back to the assistant while no person has the conversation yet. */
  leaveQueue(): Promise<void> {
    return this.#act('hand-off-cancel', {});
  }

  close(reason: ClosingReason): Promise<void> {
    return this.#act('conversation-close', { reason });
  }

  /** Leaves this conversation for the visitor's open one or a new one. */
  startAnew(): void {
    this.#conversationId = undefined;
    this.#personWanted = false;
    this.#follower.forget();
    void this.#synchronise();
  }

  dismissProblem(): void {
    this.#publish({ problem: null });
  }

  async #act(action: keyof CustomerToServerEvents, payload: object): Promise<void> {
    const answer = await this.#ask<null>(action, payload);
    this.#publish({ problem: answer.ok ? null : { action, error: answer.error } });
  }

  #ask<Value>(action: keyof CustomerToServerEvents, payload: object): Promise<Answer<Value>> {
    const conversationId = this.#conversationId;
    return this.#connection.request<Value>(action, { conversationId, ...payload });
  }

  async #askForWantedPerson(): Promise<void> {
    if (!this.#personWanted || !this.#connection.online || this.#follower.thread === null) return;
    this.#personWanted = false;
    await this.#act('hand-off-request', {});
  }

  #connectionChanged(connection: Connection): void {
    if (connection.kind === 'online') {
      void this.#synchronise();
      return;
    }
    this.#follower.interrupt();
    this.#outbox.interrupt();
    this.#publish({ connection });
  }

  /** Repeats until the thread is in step, the connection is lost (a new one starts over) or a newer call took over. */
  async #synchronise(): Promise<void> {
    for (let attempt = 0; this.#connection.online && !this.#stopped; attempt += 1) {
      const result = await this.#follower.sync();
      if (result.kind === 'superseded') return;
      if (result.kind === 'in-step') {
        this.#conversationId = result.thread.conversation.id;
        this.#publish({ connection: { kind: 'online' } });
        await Promise.all([this.#askForWantedPerson(), this.#sendWaiting()]);
        return;
      }
      const { error } = result;
      if (error.code === 'not-signed-in') {
        this.#connection.reconnect();
        return;
      }
      if (error.code === 'not-found') {
        this.#conversationId = undefined;
        this.#follower.forget();
      }
      this.#publish({ connection: { kind: 'offline', error } });
      await delay(error.retryAfterMs ?? backoffMs(attempt));
    }
  }

  /** One at a time and in order, so that the thread keeps the order in which they were written. */
  async #sendWaiting(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let attempt = 0; ; attempt += 1) {
      const item = this.#outbox.next();
      const ready = this.#state.kind === 'open' && this.#connection.online && !this.#stopped;
      if (item === undefined || !ready) break;
      const { clientMessageId, text } = item;
      if (attempt === 0) this.#mark(clientMessageId, { kind: 'sending' });
      const answer = await this.#ask('message-send', { clientMessageId, text });
      if (answer.ok) {
        this.#mark(clientMessageId, { kind: 'acknowledged' });
        attempt = -1;
      } else if (answer.error.retryable) {
        this.#mark(clientMessageId, { kind: 'not-sent-yet', error: answer.error });
        await delay(answer.error.retryAfterMs ?? backoffMs(attempt));
      } else {
        this.#mark(clientMessageId, { kind: 'refused', error: answer.error });
        attempt = -1;
      }
    }
    this.#sending = false;
  }

  #mark(clientMessageId: string, state: UnsentMessage['state']): void {
    this.#outbox.mark(clientMessageId, state);
    this.#publish();
  }

  #publish(change: { connection?: Connection; problem?: Problem | null } = {}): void {
    const { thread } = this.#follower;
    if (thread !== null) this.#outbox.settle(thread.messages);
    const common = {
      connection: change.connection ?? this.#state.connection,
      problem: change.problem === undefined ? this.#state.problem : change.problem,
      unsent: this.#outbox.items,
    };
    this.#state =
      thread === null ? { kind: 'opening', ...common } : { kind: 'open', thread, ...common };
    this.#listeners.notify();
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
