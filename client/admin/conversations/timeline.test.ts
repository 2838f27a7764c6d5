import { describe, expect, it } from 'vitest';
import type { ConversationRecord } from '../../../shared/admin-protocol.ts';
import type { Message } from '../../../shared/conversation.ts';
import { timelineOf } from './timeline.ts';

const message = (position: number, at: string, role: Message['role'] = 'customer'): Message => ({
  id: `message-${position}`,
  conversationId: 'conversation-1',
  position,
  role,
  text: 'text',
  createdAt: at,
});

const record: ConversationRecord = {
  conversation: {
    id: 'conversation-1',
    visitorId: 'visitor-1',
    site: 'default',
    locale: 'en',
    state: { kind: 'assistant' },
    createdAt: '2026-03-01T10:00:00Z',
    lastMessageAt: '2026-03-01T10:05:00Z',
    lastPosition: 3,
  },
  messages: [
    message(3, '2026-03-01T10:05:00Z', 'agent'),
    message(1, '2026-03-01T10:00:00Z'),
    message(2, '2026-03-01T10:00:00Z', 'assistant'),
  ],
  receipts: {},
  transitions: [
    { at: '2026-03-01T10:03:00Z', kind: 'queued', by: 'customer', reason: 'asked-for-person' },
    { at: '2026-03-01T10:09:00Z', kind: 'closed', by: 'agent' },
  ],
};

describe('the timeline of a conversation', () => {
  it('keeps the order of the messages and puts what happened between them', () => {
    const lines = timelineOf(record).map((item) =>
      item.kind === 'message' ? item.message.role : item.text,
    );
    expect(lines).toEqual([
      'customer',
      'assistant',
      'Queued for a person by the customer: asked for person',
      'agent',
      'Closed by an agent',
    ]);
  });

  it('leaves the record as it was', () => {
    timelineOf(record);
    expect(record.transitions).toHaveLength(2);
  });
});
