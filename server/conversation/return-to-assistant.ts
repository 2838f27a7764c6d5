import type { ConversationStore, ConversationTransition } from '../ports/conversation-store.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Notices } from './notices.ts';
import type { Turn } from './turn.ts';

export interface ReturnComponents {
  store: ConversationStore;
  events: EventLog;
  notices: Notices;
  /** Answers a stored message; the answer comes as events. */
  startTurn: (turn: Turn) => void;
}

/** From whom it comes back: the agent who has it, or the queue, which a customer may leave. */
export type ReturnFrom = { kind: 'agent'; agentId: string } | { kind: 'queued' };

/**
 * Gives the conversation back to the assistant, which answers where the last word is the customer's: nobody else will.
 * Nothing happens when it is not where it should come from any more.
 */
export async function returnToAssistant(
  conversationId: string,
  from: ReturnFrom,
  { store, events, notices, startTurn }: ReturnComponents,
): Promise<void> {
  const who: Pick<ConversationTransition, 'by' | 'actorId'> =
    from.kind === 'agent' ? { by: 'agent', actorId: from.agentId } : { by: 'customer' };
  const changed = await store.changeState(
    conversationId,
    [from.kind],
    { kind: 'assistant' },
    { at: new Date().toISOString(), kind: 'returned', ...who },
    from.kind === 'agent' ? { heldBy: from.agentId } : {},
  );
  if (changed === null) return;
  await events.append(conversationId, { type: 'hand-off-returned', state: changed.state });
  notices.queueChanged(changed);
  const [message] = await store.listMessages(conversationId, 1);
  if (message?.role === 'customer')
    startTurn({ conversation: changed, message, origin: 'returned' });
}
