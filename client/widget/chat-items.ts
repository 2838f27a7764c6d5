import type { Message } from '../../shared/conversation.ts';
import type { LiveAnswer } from '../../shared/protocol.ts';
import type { ChatState } from '../kit/conversation-client.ts';
import type { UnsentMessage } from '../kit/outbox.ts';

/** An answer, being written or finished. */
export type AnswerItem = {
  kind: 'answer';
  key: string;
  revised: boolean;
  /** A newer answer to the same question stands below. */
  superseded: boolean;
  /** Nobody has written since. */
  latest: boolean;
} & ({ phase: 'writing'; text: string } | { phase: 'ended'; text: string; message: Message });

/** A line of the conversation as it is shown. */
export type ChatItem =
  | AnswerItem
  | { kind: 'customer'; key: string; message: Message }
  | { kind: 'unsent'; key: string; unsent: UnsentMessage }
  | { kind: 'agent'; key: string; message: Message }
  | { kind: 'system'; key: string; message: Message }
  /** The question is stored and its answer has not begun. */
  | { kind: 'thinking'; key: string };

/** What to show, from top to bottom. An answer keeps its key from its first token on. */
export function chatItems(state: ChatState): ChatItem[] {
  const unsent = state.unsent.map((each): ChatItem => {
    return { kind: 'unsent', key: each.clientMessageId, unsent: each };
  });
  if (state.kind === 'opening') return unsent;
  const { messages, live, revised, conversation } = state.thread;
  const lastPerson = messages.findLastIndex(({ role }) => role === 'customer' || role === 'agent');
  const items = messages.map((message, index): ChatItem => {
    if (message.role !== 'assistant') return plainItem(message, message.role);
    return {
      kind: 'answer',
      key: message.id,
      phase: 'ended',
      text: message.text,
      message,
      revised: revised.has(message.id),
      superseded: isSuperseded(message, messages.slice(index + 1), live),
      latest: index > lastPerson && unsent.length === 0,
    };
  });
  const writing = live.map(({ messageId, text }): ChatItem => {
    const flags = { revised: revised.has(messageId), superseded: false, latest: true };
    return { kind: 'answer', key: messageId, phase: 'writing', text, ...flags };
  });
  const last = messages.at(-1);
  const waits =
    conversation.state.kind === 'assistant' && last?.role === 'customer' && live.length === 0;
  const thinking: ChatItem[] = waits ? [{ kind: 'thinking', key: `to-${last.id}` }] : [];
  return [...items, ...writing, ...thinking, ...unsent];
}

function plainItem(message: Message, kind: 'customer' | 'agent' | 'system'): ChatItem {
  return { kind, key: message.clientMessageId ?? message.id, message };
}

function isSuperseded(
  { inReplyTo }: Message,
  later: readonly Message[],
  live: readonly LiveAnswer[],
): boolean {
  if (inReplyTo === undefined) return false;
  return [...later, ...live].some((other) => other.inReplyTo === inReplyTo);
}
