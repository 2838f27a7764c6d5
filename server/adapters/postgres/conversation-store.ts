import type { Pool } from 'pg';
import type {
  Conversation,
  ConversationState,
  Feedback,
  Message,
} from '../../../shared/conversation.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { DeskhandError } from '../../errors.ts';
import type {
  AppendResult,
  ConversationStore,
  ConversationTransition,
  JudgedMessage,
  NewMessage,
  UnansweredMessage,
  WaitingConversation,
} from '../../ports/conversation-store.ts';
import {
  type ConversationRow,
  type MessageRow,
  type TransitionRow,
  toConversation,
  toMessage,
  toTransition,
  type WaitingRow,
} from './conversation-rows.ts';
import * as statements from './conversation-statements.ts';
import { json, run } from './statement.ts';

/** Conversations in PostgreSQL. */
export class PostgresConversationStore implements ConversationStore {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async createConversation(input: {
    id: string;
    visitorId: string;
    site: string;
    locale: string;
  }): Promise<Conversation> {
    const text = `
      insert into conversations (id, visitor_id, site, locale, state, created_at, last_message_at)
      values ($1, $2, $3, $4, '{"kind": "assistant"}', now(), now()) returning *`;
    const values = [input.id, input.visitorId, input.site, input.locale];
    const rows = await run<ConversationRow>(
      this.pool,
      { name: 'create-conversation', text },
      values,
    );
    return toConversation(one(rows));
  }

  async getConversation(conversationId: string): Promise<Conversation | null> {
    const text = 'select * from conversations where id = $1';
    const rows = await run<ConversationRow>(this.pool, { name: 'get-conversation', text }, [
      conversationId,
    ]);
    return rows[0] ? toConversation(rows[0]) : null;
  }

  async findOpenConversation(visitorId: string, site: string): Promise<Conversation | null> {
    const text = `
      select * from conversations where visitor_id = $1 and site = $2 and state_kind <> 'closed'
      order by created_at desc limit 1`;
    const rows = await run<ConversationRow>(this.pool, { name: 'find-open-conversation', text }, [
      visitorId,
      site,
    ]);
    return rows[0] ? toConversation(rows[0]) : null;
  }

  async appendMessage(
    message: NewMessage,
    options: { expectedLastPosition?: number; visitorId?: string } = {},
  ): Promise<AppendResult> {
    const rows = await run<ConversationRow>(this.pool, statements.appendMessage, [
      message.id,
      message.conversationId,
      message.role,
      message.text,
      message.createdAt,
      message.clientMessageId ?? null,
      message.authorName ?? null,
      options.visitorId ?? null,
      options.expectedLastPosition ?? null,
      message.inReplyTo ?? null,
      message.answerStatus ?? null,
      json(message.sources),
    ]);
    const row = rows[0];
    if (!row) return this.explainRefusal(message, options.visitorId);
    return {
      kind: 'stored',
      message: withPosition(message, row.last_position),
      conversation: toConversation(row),
    };
  }

  async appendAnswer(message: NewMessage, receipt: Receipt): Promise<Message> {
    const rows = await run<{ position: number }>(this.pool, statements.appendAnswer, [
      message.id,
      message.conversationId,
      message.role,
      message.text,
      message.createdAt,
      message.inReplyTo ?? null,
      message.answerStatus ?? null,
      json(message.sources),
      message.authorName ?? null,
      json(receipt),
      receipt.createdAt,
      message.limited ?? null,
    ]);
    const position = rows[0]?.position;
    if (position !== undefined) return withPosition(message, position);
    const stored = await this.getMessage(message.id);
    if (!stored) throw new DeskhandError('not-found', { message: message.conversationId });
    return stored;
  }

  async getMessage(messageId: string): Promise<Message | null> {
    const text = 'select * from messages where id = $1';
    const rows = await run<MessageRow>(this.pool, { name: 'get-message', text }, [messageId]);
    return rows[0] ? toMessage(rows[0]) : null;
  }

  async listMessages(conversationId: string, limit?: number): Promise<Message[]> {
    const text = `
      select * from messages where conversation_id = $1 order by position desc limit $2::int`;
    const rows = await run<MessageRow>(this.pool, { name: 'list-messages', text }, [
      conversationId,
      limit ?? null,
    ]);
    return rows.reverse().map(toMessage);
  }

  async listReceipts(conversationId: string): Promise<Receipt[]> {
    const text = `
      select receipt from receipts join messages on messages.id = receipts.message_id
      where receipts.conversation_id = $1 order by messages.position`;
    const rows = await run<{ receipt: Receipt }>(this.pool, { name: 'list-receipts', text }, [
      conversationId,
    ]);
    return rows.map((row) => row.receipt);
  }

  async getReceipt(messageId: string): Promise<Receipt | null> {
    const text = 'select receipt from receipts where message_id = $1';
    const rows = await run<{ receipt: Receipt }>(this.pool, { name: 'get-receipt', text }, [
      messageId,
    ]);
    return rows[0]?.receipt ?? null;
  }

  async changeState(
    conversationId: string,
    from: ConversationState['kind'][],
    to: ConversationState,
    transition: Omit<ConversationTransition, 'conversationId'>,
    options: { heldBy?: string } = {},
  ): Promise<Conversation | null> {
    const rows = await run<ConversationRow>(this.pool, statements.changeState, [
      conversationId,
      from,
      json(to),
      transition.at,
      transition.kind,
      transition.by,
      transition.actorId ?? null,
      transition.reason ?? null,
      options.heldBy ?? null,
    ]);
    return rows[0] ? toConversation(rows[0]) : null;
  }

  async listTransitions(conversationId: string): Promise<ConversationTransition[]> {
    const text = 'select * from transitions where conversation_id = $1 order by at, id';
    const rows = await run<TransitionRow>(this.pool, { name: 'list-transitions', text }, [
      conversationId,
    ]);
    return rows.map(toTransition);
  }

  async saveFeedback(messageId: string, feedback: Feedback): Promise<JudgedMessage | null> {
    const rows = await run<MessageRow & { previous: Feedback | null }>(
      this.pool,
      statements.saveFeedback,
      [messageId, json(feedback)],
    );
    const row = rows[0];
    return row ? { message: toMessage(row), previous: row.previous } : null;
  }

  async listWaiting(): Promise<WaitingConversation[]> {
    const rows = await run<WaitingRow>(this.pool, statements.listWaiting);
    return rows.map((row) => ({
      conversation: toConversation(row),
      lastText: row.last_text,
      lastRole: row.last_role,
      handedOffAt: row.handed_off_at.toISOString(),
    }));
  }

  async listUnanswered(times: { since: string; until?: string }): Promise<UnansweredMessage[]> {
    const { since, until = null } = times;
    const rows = await run<MessageRow>(this.pool, statements.listUnanswered, [since, until]);
    const text = 'select * from conversations where id = any ($1::text[])';
    const ids = [...new Set(rows.map((row) => row.conversation_id))];
    const found = await run<ConversationRow>(this.pool, { name: 'get-conversations', text }, [ids]);
    const conversations = new Map(found.map((row) => [row.id, toConversation(row)]));
    return rows.flatMap((row) => {
      const conversation = conversations.get(row.conversation_id);
      return conversation ? [{ conversation, message: toMessage(row) }] : [];
    });
  }

  async deleteIdle(options: { before: string; limit: number }): Promise<number> {
    const rows = await run(this.pool, statements.deleteIdle, [options.before, options.limit]);
    return rows.length;
  }

  private async explainRefusal(message: NewMessage, visitorId?: string): Promise<AppendResult> {
    const rows = await run<MessageRow & { thread_position: number }>(
      this.pool,
      statements.lookUpRefused,
      [message.conversationId, visitorId ?? null, message.clientMessageId ?? null, message.id],
    );
    const row = rows[0];
    if (!row) return { kind: 'not-found' };
    return row.id === null
      ? { kind: 'moved-on', lastPosition: row.thread_position }
      : { kind: 'duplicate', message: toMessage(row) };
  }
}

function withPosition(message: NewMessage, position: number): Message {
  return { ...message, text: message.text.replaceAll('\0', ''), position };
}

function one<Row>(rows: Row[]): Row {
  const row = rows[0];
  if (!row) throw new DeskhandError('internal', { message: 'A statement returned no row' });
  return row;
}
