import type { Conversation, ConversationState } from '../../shared/conversation.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { EventLog } from '../ports/event-log.ts';

/** Why a conversation goes to a person. */
export type HandOffReason = 'customer-asked' | 'answer-failed-twice' | 'budget-exhausted';

export interface HandOffComponents {
  store: ConversationStore;
  events: EventLog;
  onQueueChange: (conversation: Conversation) => void;
  /** Hears of conversations that were queued, to learn from what came before. */
  onHandOff: (conversationId: string) => void;
}

/**
 * Puts the conversation into the agents' queue and tells everyone in it. Nothing happens when it already waits for, or is
 * with, a person. Returns whether it was queued now.
 */
export async function handOff(
  conversationId: string,
  reason: HandOffReason,
  components: HandOffComponents,
): Promise<boolean> {
  const { store, events, onQueueChange, onHandOff } = components;
  const at = new Date().toISOString();
  const queued: ConversationState = { kind: 'queued', since: at, reason };
  const by = reason === 'customer-asked' ? 'customer' : 'assistant';
  const changed = await store.changeState(conversationId, ['assistant'], queued, {
    at,
    kind: reason === 'customer-asked' ? 'person-requested' : 'queued',
    by,
    reason,
  });
  if (changed === null) return false;
  onHandOff(conversationId);
  // Queued it is, whether or not it can be told how many wait before it.
  const waiting = await store.listWaiting().catch(() => []);
  const ahead = waiting.filter(
    ({ conversation }) =>
      conversation.state.kind === 'queued' && conversation.id !== conversationId,
  ).length;
  await events.append(conversationId, { type: 'hand-off-queued', state: changed.state, ahead });
  onQueueChange(changed);
  return true;
}
