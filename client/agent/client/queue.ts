import type { QueueItem } from '../../../shared/protocol.ts';

/** The queue by who is to act, each in the queue's order. */
export interface QueueGroups {
  waiting: QueueItem[];
  mine: QueueItem[];
  others: QueueItem[];
}

export function groupQueue(items: readonly QueueItem[], userId: string): QueueGroups {
  const groups: QueueGroups = { waiting: [], mine: [], others: [] };
  for (const item of items) {
    const { state } = item.conversation;
    if (state.kind === 'queued') groups.waiting.push(item);
    else if (state.kind === 'agent' && state.agentId === userId) groups.mine.push(item);
    else if (state.kind === 'agent') groups.others.push(item);
  }
  return groups;
}

/** Whether the customer wrote last and so waits for the agent who has the conversation. */
export function needsReply({ conversation, lastRole }: QueueItem): boolean {
  return conversation.state.kind === 'agent' && lastRole === 'customer';
}

/** Conversations that wait in `after` and did not in `before`. One that comes back to the queue is new again. */
export function newlyWaiting(
  before: readonly QueueItem[],
  after: readonly QueueItem[],
): QueueItem[] {
  const waited = new Set(before.map(waitOf));
  return after.filter((item) => {
    const wait = waitOf(item);
    return wait !== null && !waited.has(wait);
  });
}

function waitOf({ conversation }: QueueItem): string | null {
  const { id, state } = conversation;
  return state.kind === 'queued' ? `${id} ${state.since}` : null;
}
