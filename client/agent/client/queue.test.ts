import { describe, expect, it } from 'vitest';
import type { ConversationState } from '../../../shared/conversation.ts';
import type { QueueItem } from '../../../shared/protocol.ts';
import { conversationOf } from '../../kit/test-support/event-script.ts';
import { groupQueue, needsReply, newlyWaiting } from './queue.ts';

function itemOf(id: string, state: ConversationState, lastRole = 'customer'): QueueItem {
  return { conversation: { ...conversationOf(id), state }, lastText: '', lastRole };
}

const waiting = (id: string, since = '2026-01-01T00:00:00.000Z') =>
  itemOf(id, { kind: 'queued', since, reason: 'customer-asked' });
const withAgent = (id: string, agentId: string, lastRole?: string) =>
  itemOf(id, { kind: 'agent', agentId, agentName: agentId }, lastRole);

const ids = (items: QueueItem[]) => items.map(({ conversation }) => conversation.id);

describe('the queue', () => {
  it('is sorted by who is to act', () => {
    const items = [waiting('a'), withAgent('b', 'me'), withAgent('c', 'them'), waiting('d')];
    const groups = groupQueue(items, 'me');
    expect(ids(groups.waiting)).toEqual(['a', 'd']);
    expect(ids(groups.mine)).toEqual(['b']);
    expect(ids(groups.others)).toEqual(['c']);
  });

  it('needs a reply where the customer wrote last to an agent', () => {
    expect(needsReply(withAgent('a', 'me', 'customer'))).toBe(true);
    expect(needsReply(withAgent('a', 'me', 'agent'))).toBe(false);
    expect(needsReply(waiting('a'))).toBe(false);
  });

  it('tells who is newly waiting, also who comes back', () => {
    const before = [waiting('a'), withAgent('b', 'me')];
    const later = waiting('b', '2026-01-01T00:05:00.000Z');
    expect(ids(newlyWaiting(before, [waiting('a'), later, waiting('c')]))).toEqual(['b', 'c']);
    expect(newlyWaiting(before, [withAgent('a', 'me')])).toEqual([]);
  });
});
