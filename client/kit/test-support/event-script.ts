import fc from 'fast-check';
import type { Conversation, Message } from '../../../shared/conversation.ts';
import type { ConversationEvent } from '../../../shared/protocol.ts';

export const createdAt = '2026-01-01T00:00:00.000Z';

export function conversationOf(id: string): Conversation {
  return {
    id,
    visitorId: 'visitor-1',
    site: 'shop',
    locale: 'en',
    state: { kind: 'assistant' },
    createdAt,
    lastMessageAt: createdAt,
    lastPosition: 0,
  };
}

export function messageOf(
  conversationId: string,
  position: number,
  role: Message['role'],
  text: string,
  more: Partial<Message> = {},
): Message {
  return { id: `m${position}`, conversationId, position, role, text, createdAt, ...more };
}

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

const step = fc.oneof(
  fc.record({ kind: fc.constant('question' as const), text: words }),
  fc.record({
    kind: fc.constant('answer' as const),
    takenBack: fc.array(words, { maxLength: 3 }),
    deltas: fc.array(words, { maxLength: 8 }),
    ended: fc.boolean(),
  }),
  fc.constantFrom(
    { kind: 'queued' as const },
    { kind: 'taken' as const },
    { kind: 'returned' as const },
    { kind: 'closed' as const },
  ),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Any course of a conversation, as its events in order. The answer that runs last may still be under way. */
export function eventScript(conversationId: string): fc.Arbitrary<ConversationEvent[]> {
  return fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }).map((steps) => {
    let position = 0;
    return steps.flatMap((each, index) => {
      position += 1;
      return eventsOf(each, conversationId, position, index === steps.length - 1);
    });
  });
}

function eventsOf(
  each: Step,
  conversationId: string,
  position: number,
  last: boolean,
): ConversationEvent[] {
  switch (each.kind) {
    case 'question': {
      const message = messageOf(conversationId, position, 'customer', each.text);
      return [{ type: 'message-new', message }];
    }
    case 'answer': {
      const text = each.deltas.join('');
      const messageId = `m${position}`;
      const delta = (part: string): ConversationEvent => ({
        type: 'answer-delta',
        messageId,
        text: part,
      });
      const message = messageOf(conversationId, position, 'assistant', text);
      return [
        { type: 'answer-start', messageId, inReplyTo: 'm0' },
        ...each.takenBack.map(delta),
        ...(each.takenBack.length > 0 ? [{ type: 'answer-revised' as const, messageId }] : []),
        ...each.deltas.map(delta),
        ...(each.ended || !last ? [{ type: 'answer-end' as const, message }] : []),
      ];
    }
    case 'queued':
      return [
        {
          type: 'hand-off-queued',
          state: { kind: 'queued', since: createdAt, reason: 'asked' },
          ahead: 2,
        },
      ];
    case 'taken':
      return [
        { type: 'hand-off-taken', state: { kind: 'agent', agentId: 'a', agentName: 'Robin' } },
      ];
    case 'returned':
      return [{ type: 'hand-off-returned', state: { kind: 'assistant' } }];
    case 'closed':
      return [
        {
          type: 'conversation-closed',
          state: { kind: 'closed', by: 'customer', reason: 'solved', at: createdAt },
        },
      ];
  }
}
