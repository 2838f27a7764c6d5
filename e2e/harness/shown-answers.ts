import type { Message } from '../../shared/conversation.ts';
import type { ConversationSync, SequencedEvent } from '../../shared/protocol.ts';

/** An answer that came to its end before the customer's eyes. */
export interface EndedAnswer {
  message: Message;
  /** What had been built of it delta by delta; null where the customer came only when it was over. */
  shown: string | null;
}

/**
 * What a customer had before their eyes of each answer at its end, put together from what one connection brought: the answer that
 * was in flight when the conversation was opened, and every event after that.
 */
export function endedAnswers(first: ConversationSync, events: SequencedEvent[]): EndedAnswer[] {
  const live = new Map<string, string>();
  if (first.kind === 'snapshot' && first.liveAnswer !== null) {
    live.set(first.liveAnswer.messageId, first.liveAnswer.text);
  }
  const ended: EndedAnswer[] = [];
  for (const { event, epoch, seq } of events) {
    if (epoch === first.epoch && seq <= first.seq) continue;
    if (event.type === 'answer-start') live.set(event.messageId, '');
    if (event.type === 'answer-revised') live.set(event.messageId, '');
    if (event.type === 'answer-delta') {
      live.set(event.messageId, (live.get(event.messageId) ?? '') + event.text);
    }
    if (event.type === 'answer-end') {
      const { message } = event;
      ended.push({ message, shown: live.get(message.id) ?? null });
      live.delete(message.id);
    }
  }
  return ended;
}
