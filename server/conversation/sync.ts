import type { Conversation, Message } from '../../shared/conversation.ts';
import type { ConversationSync, LiveAnswer, SequencedEvent } from '../../shared/protocol.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { EventLog } from '../ports/event-log.ts';

interface Folded {
  messages: Map<string, Message>;
  liveAnswer: LiveAnswer | null;
}

/** What the retained events add up to: the messages they carry and the answer that has begun but not ended. */
export function foldEvents(events: SequencedEvent[]): Folded {
  const messages = new Map<string, Message>();
  let live: LiveAnswer | null = null;
  for (const { event } of events) {
    if (event.type === 'message-new' || event.type === 'answer-end')
      messages.set(event.message.id, event.message);
    if (event.type === 'answer-start')
      live = { messageId: event.messageId, inReplyTo: event.inReplyTo, text: '' };
    if (event.type === 'answer-delta' && live?.messageId === event.messageId)
      live = { ...live, text: live.text + event.text };
    if (event.type === 'answer-revised' && live?.messageId === event.messageId)
      live = { ...live, text: '' };
    if (event.type === 'answer-end' && live?.messageId === event.message.id) live = null;
  }
  return { messages, liveAnswer: live };
}

/**
 * Brings a client up to date: exactly the events it missed where the log still has them, else everything.
 * The log is read before the database, so that a message is at worst in both; clients know messages by their ids.
 */
export async function syncConversation(
  conversation: Conversation,
  seen: { epoch: string; seq: number } | undefined,
  components: { store: ConversationStore; events: EventLog },
): Promise<ConversationSync> {
  const read = await components.events.read(conversation.id, seen);
  const head = { conversationId: conversation.id, epoch: read.epoch, seq: read.headSeq };
  if (read.kind === 'events' && seen !== undefined)
    return { kind: 'resume', ...head, events: read.events };
  const folded = foldEvents(read.events);
  const stored = await components.store.listMessages(conversation.id);
  // Feedback is stored, not carried by the events that first brought a message: the stored form wins.
  for (const message of stored) folded.messages.set(message.id, message);
  const messages = [...folded.messages.values()].sort((a, b) => a.position - b.position);
  return { kind: 'snapshot', ...head, conversation, messages, liveAnswer: folded.liveAnswer };
}
