import { randomUUID } from 'node:crypto';
import type { AnswerStatus, ClosingReason, Message } from '../../shared/conversation.ts';
import type { ModelAttempt, Receipt } from '../../shared/receipt.ts';
import type { ConversationStore } from './conversation-store.ts';

const minuteMs = 60_000;

export type ReceiptParts = Partial<Receipt> & {
  status?: AnswerStatus;
  /** Document ids it cites; `manual` unless told. */
  cites?: string[];
};

/** A day of its own in which things happen, so that cases on one database do not count each other's. */
export class Day {
  readonly store: ConversationStore;
  readonly start: number;

  constructor(store: ConversationStore, number: number) {
    this.store = store;
    this.start = Date.UTC(2020, 0, 1 + number * 40);
  }

  get range(): { from: string; to: string } {
    return { from: this.at(0), to: this.at(24 * 60) };
  }

  at(minute: number): string {
    return new Date(this.start + minute * minuteMs).toISOString();
  }

  async begin(visitorId: string = randomUUID()): Promise<Talk> {
    const id = randomUUID();
    await this.store.createConversation({ id, visitorId, site: 'shop', locale: 'en' });
    return new Talk(this, id);
  }
}

/** One conversation; every step says at which minute of the day it happens. */
export class Talk {
  readonly day: Day;
  readonly id: string;

  constructor(day: Day, id: string) {
    this.day = day;
    this.id = id;
  }

  async ask(minute: number, text = 'How much is a tube?'): Promise<Message> {
    return this.#append({ role: 'customer', text }, minute);
  }

  async agentWrites(minute: number): Promise<Message> {
    return this.#append({ role: 'agent', text: 'Hello', authorName: 'Ada' }, minute);
  }

  async answer(question: Message, minute: number, parts: ReceiptParts = {}): Promise<Message> {
    const { status = 'complete', cites = ['manual'], ...receiptParts } = parts;
    const createdAt = this.day.at(minute);
    const id = randomUUID();
    const receipt = exampleReceipt(id, this.id, createdAt, cites);
    return this.day.store.appendAnswer(
      {
        id,
        conversationId: this.id,
        role: 'assistant',
        text: 'It costs 7 euros [1].',
        createdAt,
        inReplyTo: question.id,
        answerStatus: status,
      },
      { ...receipt, ...receiptParts },
    );
  }

  /** A question and its answer. */
  async turn(minute: number, parts: ReceiptParts = {}): Promise<Message> {
    return this.answer(await this.ask(minute), minute + 1, parts);
  }

  async thumb(message: Message, verdict: 'up' | 'down'): Promise<void> {
    await this.day.store.saveFeedback(message.id, { verdict });
  }

  async requestPerson(minute: number): Promise<void> {
    const since = this.day.at(minute);
    const reason = 'customer-asked';
    await this.day.store.changeState(
      this.id,
      ['assistant'],
      { kind: 'queued', since, reason },
      { at: since, kind: 'person-requested', by: 'customer', reason },
    );
  }

  async close(
    minute: number,
    by: 'customer' | 'agent' | 'system',
    reason: ClosingReason,
  ): Promise<void> {
    const at = this.day.at(minute);
    await this.day.store.changeState(
      this.id,
      ['assistant', 'queued', 'agent'],
      { kind: 'closed', by, reason, at },
      { at, kind: 'closed', by, reason },
    );
  }

  async reopen(minute: number): Promise<void> {
    await this.day.store.changeState(
      this.id,
      ['closed'],
      { kind: 'assistant' },
      { at: this.day.at(minute), kind: 'reopened', by: 'customer' },
    );
  }

  async #append(
    parts: { role: 'customer' | 'agent'; text: string; authorName?: string },
    minute: number,
  ): Promise<Message> {
    const result = await this.day.store.appendMessage({
      id: randomUUID(),
      conversationId: this.id,
      createdAt: this.day.at(minute),
      ...parts,
    });
    if (result.kind !== 'stored') throw new Error(`Not stored: ${result.kind}`);
    return result.message;
  }
}

export function exampleAttempt(parts: Partial<ModelAttempt> = {}): ModelAttempt {
  return {
    model: 'small-model',
    provider: 'provider',
    tier: 'small',
    reason: 'routed',
    outcome: 'used',
    inputTokens: 1_000,
    cachedInputTokens: 400,
    outputTokens: 50,
    usageEstimated: false,
    costUsd: 0.001,
    ttftMs: 200,
    totalMs: 900,
    ...parts,
  };
}

function exampleReceipt(
  messageId: string,
  conversationId: string,
  createdAt: string,
  cites: string[],
): Receipt {
  return {
    messageId,
    conversationId,
    createdAt,
    servedBy: 'small',
    taskClass: 'faq',
    standaloneQuestion: 'How much is a tube?',
    attempts: [],
    promptTokens: { system: 10, context: 100, summary: 5, history: 20, question: 6 },
    tokenizer: 'o200k_base',
    costUsd: 0,
    referenceCostUsd: 0,
    ttftMs: 300,
    totalMs: 1_000,
    stagesMs: {},
    retrieval: { source: 'hybrid', degraded: false, indexVersion: 1 },
    cache: { exact: 'miss', semantic: 'miss', fragment: 'miss' },
    citations: cites.map((documentId, index) => ({
      number: index + 1,
      documentId,
      documentVersion: 1,
      passageId: `${documentId}#1`,
      title: 'Manual',
      heading: 'Prices',
      text: 'A tube costs 7 euros.',
    })),
    promptVersion: '1',
    verification: { verdict: 'supported', criticalValues: 1, unsupported: [] },
  };
}
