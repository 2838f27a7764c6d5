import { randomUUID } from 'node:crypto';
import type { ConversationEvent } from '../../shared/protocol.ts';
import { Customer } from './customer.ts';
import { type EndedAnswer, endedAnswers } from './shown-answers.ts';

/** What a customer does with a message besides waiting for its answer. */
export const acts = [
  'wait',
  'write on',
  'stop',
  'send twice',
  'write on',
  'retry',
  'dislike',
  'come back',
  'ask for a person',
  'close',
] as const;
export type Act = (typeof acts)[number];

/** A message that the server acknowledged, and what the customer did then. */
export interface SentMessage {
  messageId: string;
  text: string;
  act: Act;
  conversationId: string;
}

/** A customer who does everything that the widget lets them do, and remembers what came of each message. */
export class RestlessCustomer {
  readonly sent: SentMessage[] = [];
  readonly #url: string;
  readonly #ended: EndedAnswer[] = [];
  readonly #stopsAt: 'answer-start' | 'answer-delta';
  /** Everything that was seen of each conversation, over all connections. */
  readonly #seen = new Map<string, ConversationEvent[]>();
  #customer: Customer;

  private constructor(url: string, customer: Customer, stopsAt: 'answer-start' | 'answer-delta') {
    this.#stopsAt = stopsAt;
    this.#url = url;
    this.#customer = customer;
  }

  /** `stopsAt`: when an answer is stopped that is to be stopped. */
  static async open(
    url: string,
    stopsAt: 'answer-start' | 'answer-delta' = 'answer-start',
  ): Promise<RestlessCustomer> {
    return new RestlessCustomer(url, await Customer.open(url), stopsAt);
  }

  /** Sends a text and does something about it. A conversation that waits for a person is left for a new one. */
  async say(text: string, act: Act): Promise<void> {
    if (this.#isWithPerson()) await this.#leave(null);
    const clientMessageId = randomUUID();
    const customer = this.#customer;
    const sends = Array.from({ length: act === 'send twice' ? 2 : 1 }, () =>
      customer.send(text, clientMessageId),
    );
    const [ack] = await Promise.all(sends);
    if (!ack?.ok) throw new Error(`message-send: ${ack?.error.code}`);
    const message = { ...ack.value, text, act, conversationId: customer.conversationId };
    this.sent.push(message);
    await this.#act(message);
  }

  async #act({ messageId, act, conversationId }: SentMessage): Promise<void> {
    const { socket } = this.#customer;
    if (act === 'write on') return;
    if (act === 'stop') {
      const answerId = await this.#answerOf(messageId, this.#stopsAt);
      if (answerId !== null)
        await socket.emitWithAck('answer-stop', { conversationId, messageId: answerId });
    }
    if (act === 'come back') await this.#leave(conversationId);
    if (act === 'ask for a person')
      await socket.emitWithAck('hand-off-request', { conversationId });
    if (act === 'close')
      await socket.emitWithAck('conversation-close', { conversationId, reason: 'other' });
    const answerId = await this.#answerOf(messageId, 'answer-end');
    if (answerId === null) return;
    if (act === 'retry')
      await socket.emitWithAck('answer-retry', { conversationId, messageId: answerId });
    if (act === 'dislike')
      await socket.emitWithAck('feedback-give', {
        conversationId,
        messageId: answerId,
        verdict: 'down',
      });
  }

  /** Messages of which nothing visible came within the time. */
  async unanswered(limitMs: number): Promise<SentMessage[]> {
    const isOpen = (message: SentMessage) => !this.#isSettled(message);
    const open = () => this.sent.filter(isOpen);
    await this.#customer
      .until(() => (open().length === 0 ? true : undefined), limitMs)
      .catch(() => {});
    return open();
  }

  /** Every answer that came to its end before the customer's eyes. */
  get ended(): EndedAnswer[] {
    return [...this.#ended, ...endedAnswers(this.#customer.first, this.#customer.events)];
  }

  /** The conversations that messages were sent in. */
  get conversationIds(): string[] {
    return [...new Set(this.sent.map(({ conversationId }) => conversationId))];
  }

  close(): void {
    this.#customer.close();
  }

  /** Its answer's id once there is such an event of it; null when somebody else sees to the message. */
  async #answerOf(
    messageId: string,
    type: 'answer-start' | 'answer-delta' | 'answer-end',
  ): Promise<string | null> {
    const found = await this.#customer.until(() => {
      const events = this.#events(this.#customer.conversationId);
      const answerId = events.flatMap((event) => {
        if (event.type === 'answer-end' && event.message.inReplyTo === messageId)
          return [event.message.id];
        if (event.type !== 'answer-start' || event.inReplyTo !== messageId) return [];
        const { messageId: id } = event;
        const isShown = () =>
          events.some((each) => each.type === 'answer-delta' && each.messageId === id);
        return type === 'answer-start' || (type === 'answer-delta' && isShown()) ? [id] : [];
      })[0];
      return answerId ?? (this.#isElsewhere() ? 'nobody' : undefined);
    });
    return found === 'nobody' ? null : found;
  }

  /** It was answered, or it stands before a person, or the conversation was closed after it. */
  #isSettled({ messageId, conversationId }: SentMessage): boolean {
    const events = this.#events(conversationId);
    const sentAt = events.findIndex(
      (event) => event.type === 'message-new' && event.message.id === messageId,
    );
    const before = events.slice(0, sentAt).findLast((event) => 'state' in event);
    if (before !== undefined && 'state' in before && isWithPerson(before.state)) return true;
    return events.some(
      (event, place) =>
        (event.type === 'answer-end' && event.message.inReplyTo === messageId) ||
        (place > sentAt && 'state' in event && event.type !== 'conversation-reopened'),
    );
  }

  #isWithPerson(): boolean {
    return isWithPerson({ kind: this.#state() });
  }

  #isElsewhere(): boolean {
    return this.#state() !== 'assistant';
  }

  #state(): string {
    const { first, conversationId } = this.#customer;
    const known = first.kind === 'snapshot' ? first.conversation.state.kind : 'assistant';
    return this.#events(conversationId).reduce(
      (state, event) => ('state' in event ? event.state.kind : state),
      known as string,
    );
  }

  /** Reloads the page, or opens a new conversation as somebody else. */
  async #leave(conversationId: string | null): Promise<void> {
    const { token, conversationId: left } = this.#customer;
    this.#seen.set(left, this.#events(left));
    this.#ended.push(...endedAnswers(this.#customer.first, this.#customer.events));
    this.#customer.close();
    const known = conversationId === null ? {} : { token, conversationId };
    this.#customer = await Customer.open(this.#url, known);
    const { first } = this.#customer;
    if (conversationId === null || first.kind !== 'snapshot') return;
    const { state } = first.conversation;
    const seen = this.#seen.get(conversationId);
    for (const message of first.messages) {
      if (message.role === 'assistant') seen?.push({ type: 'answer-end', message });
    }
    if (state.kind === 'closed') seen?.push({ type: 'conversation-closed', state });
    if (state.kind === 'queued') seen?.push({ type: 'hand-off-queued', state, ahead: 0 });
  }

  #events(conversationId: string): ConversationEvent[] {
    const now = this.#customer.conversationId === conversationId ? this.#customer.events : [];
    return [...(this.#seen.get(conversationId) ?? []), ...now.map(({ event }) => event)];
  }
}

function isWithPerson({ kind }: { kind: string }): boolean {
  return kind === 'queued' || kind === 'agent';
}
