import type { Conversation, Message } from '../../shared/conversation.ts';
import { type MessageSend, maxMessageCharacters } from '../../shared/protocol.ts';
import { DeskhandError } from '../errors.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';

export type Admitted =
  | { kind: 'new'; message: Message; conversation: Conversation }
  | { kind: 'duplicate'; message: Message };

/**
 * Stores the customer's message durably, once for each client message id; only then may it be acknowledged.
 * Throws `message-too-long`, `not-found` for a conversation that is not the visitor's, `storage-unavailable`.
 */
export async function admit(
  request: MessageSend,
  visitorId: string,
  components: { store: ConversationStore; newId: () => string },
): Promise<Admitted> {
  if (request.text.length > maxMessageCharacters) throw new DeskhandError('message-too-long');
  const result = await components.store.appendMessage(
    {
      id: components.newId(),
      conversationId: request.conversationId,
      role: 'customer',
      text: request.text,
      createdAt: new Date().toISOString(),
      clientMessageId: request.clientMessageId,
    },
    { visitorId },
  );
  if (result.kind === 'stored') {
    return { kind: 'new', message: result.message, conversation: result.conversation };
  }
  if (result.kind === 'duplicate') return result;
  throw new DeskhandError('not-found');
}
