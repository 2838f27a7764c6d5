import type { Message } from '../../shared/conversation.ts';
import type { ChatState } from '../kit/conversation-client.ts';

interface ChatSource {
  subscribe(listener: () => void): () => void;
  getSnapshot(): ChatState;
}

/**
 * Tells of each finished message from the other side once, when it comes. What was there when the conversation was opened
 * is not new.
 */
export function watchArrivals(chat: ChatSource, onArrival: (message: Message) => void): () => void {
  let conversationId: string | null = null;
  let known = new Set<string>();
  const look = () => {
    const state = chat.getSnapshot();
    if (state.kind === 'opening') return;
    const { conversation, messages } = state.thread;
    const isNew = conversation.id !== conversationId;
    const arrived = messages.filter(({ id }) => !known.has(id));
    if (!isNew && arrived.length === 0) return;
    conversationId = conversation.id;
    known = new Set(messages.map(({ id }) => id));
    if (isNew) return;
    for (const message of arrived) if (message.role !== 'customer') onArrival(message);
  };
  look();
  return chat.subscribe(look);
}
