import type { Conversation, ConversationState } from '../../shared/conversation.ts';
import type { ConversationStore, ConversationTransition } from '../ports/conversation-store.ts';
import type { EventLog } from '../ports/event-log.ts';

/** Why a conversation goes to a person. */
export type HandOffReason =
  | 'customer-asked'
  | 'answer-failed-twice'
  | 'budget-exhausted'
  /** The agent who had it may no longer sign in. */
  | 'agent-left';

export interface HandOffComponents {
  store: ConversationStore;
  events: EventLog;
  onQueueChange: (conversation: Conversation) => void;
  /** Hears of conversations that were queued, to learn from what came before. */
  onHandOff: (conversationId: string) => void;
}

type Entry = Pick<ConversationTransition, 'kind' | 'by'> & { reason: HandOffReason };

/**
 * Puts the conversation into the agents' queue and tells everyone in it. Nothing happens when it already waits for, or is
 * with, a person. Returns whether it was queued now.
 */
export function handOff(
  conversationId: string,
  reason: HandOffReason,
  components: HandOffComponents,
): Promise<boolean> {
  const entry: Entry =
    reason === 'customer-asked'
      ? { kind: 'person-requested', by: 'customer', reason }
      : { kind: 'queued', by: 'assistant', reason };
  return enterQueue(conversationId, { kind: 'assistant' }, entry, components);
}

/**
 * Puts what the agent has back into the queue, at the place that each would have had if nobody had taken it. Returns how many
 * conversations that were.
 */
export async function handOffAllOf(
  agentId: string,
  components: HandOffComponents,
): Promise<number> {
  const entry: Entry = { kind: 'queued', by: 'system', reason: 'agent-left' };
  let queued = 0;
  for (const { conversation, handedOffAt } of await components.store.listWaiting()) {
    const { id, state } = conversation;
    if (state.kind !== 'agent' || state.agentId !== agentId) continue;
    const from = { kind: 'agent', agentId, since: handedOffAt } as const;
    if (await enterQueue(id, from, entry, components)) queued += 1;
  }
  return queued;
}

async function enterQueue(
  conversationId: string,
  from: { kind: 'assistant' } | { kind: 'agent'; agentId: string; since: string },
  entry: Entry,
  { store, events, onQueueChange, onHandOff }: HandOffComponents,
): Promise<boolean> {
  const at = new Date().toISOString();
  const since = from.kind === 'agent' ? from.since : at;
  const queued: ConversationState = { kind: 'queued', since, reason: entry.reason };
  const changed = await store.changeState(
    conversationId,
    [from.kind],
    queued,
    { at, ...entry },
    from.kind === 'agent' ? { heldBy: from.agentId } : {},
  );
  if (changed === null) return false;
  if (from.kind === 'assistant') onHandOff(conversationId);
  // Queued it is, whether or not it can be told how many wait before it.
  const waiting = await store.listWaiting().catch(() => []);
  const queue = waiting.filter(({ conversation }) => conversation.state.kind === 'queued');
  const place = queue.findIndex(({ conversation }) => conversation.id === conversationId);
  const ahead = place < 0 ? queue.length : place;
  await events.append(conversationId, { type: 'hand-off-queued', state: changed.state, ahead });
  onQueueChange(changed);
  return true;
}
