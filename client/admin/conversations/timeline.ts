import type { ConversationRecord } from '../../../shared/admin-protocol.ts';
import type { Message } from '../../../shared/conversation.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { transitionText } from './state-words.ts';

/** What is to be read of a conversation, one below the other. */
export type TimelineItem =
  | { kind: 'message'; key: string; at: string; message: Message; receipt: Receipt | null }
  | { kind: 'transition'; key: string; at: string; text: string };

/** Messages in their order, with the transitions put between them by their time. */
export function timelineOf(record: ConversationRecord): TimelineItem[] {
  const messages = [...record.messages]
    .sort((left, right) => left.position - right.position)
    .map(
      (message): TimelineItem => ({
        kind: 'message',
        key: message.id,
        at: message.createdAt,
        message,
        receipt: record.receipts[message.id] ?? null,
      }),
    );
  const transitions = record.transitions.map(
    (transition, index): TimelineItem => ({
      kind: 'transition',
      key: `transition-${index}`,
      at: transition.at,
      text: transitionText(transition),
    }),
  );
  const items: TimelineItem[] = [];
  for (const message of messages) {
    while (isBefore(transitions[0], message)) items.push(...transitions.splice(0, 1));
    items.push(message);
  }
  return [...items, ...transitions];
}

function isBefore(transition: TimelineItem | undefined, message: TimelineItem): boolean {
  return transition !== undefined && Date.parse(transition.at) < Date.parse(message.at);
}

/** What the whole conversation cost and saved, over the receipts. */
export function totalsOf(record: ConversationRecord): {
  costUsd: number;
  referenceCostUsd: number;
  answers: number;
} {
  const receipts = Object.values(record.receipts);
  return {
    costUsd: receipts.reduce((sum, { costUsd }) => sum + costUsd, 0),
    referenceCostUsd: receipts.reduce((sum, { referenceCostUsd }) => sum + referenceCostUsd, 0),
    answers: receipts.length,
  };
}
