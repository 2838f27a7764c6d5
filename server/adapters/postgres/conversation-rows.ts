import type { QueryResultRow } from 'pg';
import type {
  AnswerStatus,
  Conversation,
  ConversationState,
  Feedback,
  Message,
  Role,
} from '../../../shared/conversation.ts';
import type { Citation } from '../../../shared/receipt.ts';
import type { ConversationTransition } from '../../ports/conversation-store.ts';

export interface ConversationRow extends QueryResultRow {
  id: string;
  visitor_id: string;
  site: string;
  locale: string;
  state: ConversationState;
  created_at: Date;
  last_message_at: Date;
  last_position: number;
}

export interface WaitingRow extends ConversationRow {
  last_text: string;
  last_role: string;
  handed_off_at: Date;
}

export interface MessageRow extends QueryResultRow {
  id: string;
  conversation_id: string;
  position: number;
  role: Role;
  text: string;
  created_at: Date;
  client_message_id: string | null;
  in_reply_to: string | null;
  answer_status: AnswerStatus | null;
  sources: Citation[] | null;
  limited: boolean | null;
  author_name: string | null;
  feedback: Feedback | null;
}

export interface TransitionRow extends QueryResultRow {
  conversation_id: string;
  at: Date;
  kind: ConversationTransition['kind'];
  by: ConversationTransition['by'];
  actor_id: string | null;
  reason: string | null;
}

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    visitorId: row.visitor_id,
    site: row.site,
    locale: row.locale,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    lastMessageAt: row.last_message_at.toISOString(),
    lastPosition: row.last_position,
  };
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    position: row.position,
    role: row.role,
    text: row.text,
    createdAt: row.created_at.toISOString(),
    ...present('clientMessageId', row.client_message_id),
    ...present('inReplyTo', row.in_reply_to),
    ...present('answerStatus', row.answer_status),
    ...present('sources', row.sources),
    ...present('limited', row.limited),
    ...present('authorName', row.author_name),
    ...present('feedback', row.feedback),
  };
}

export function toTransition(row: TransitionRow): ConversationTransition {
  return {
    conversationId: row.conversation_id,
    at: row.at.toISOString(),
    kind: row.kind,
    by: row.by,
    ...present('actorId', row.actor_id),
    ...present('reason', row.reason),
  };
}

/** The property, or nothing where the column is null. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, Value>);
}
