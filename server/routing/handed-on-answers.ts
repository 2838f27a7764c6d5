import type { Receipt } from '../../shared/receipt.ts';
import type { ConversationTransition } from '../ports/conversation-store.ts';

/**
 * The answer that each hand-off of a conversation came after, in order; null where the customer had none yet, or none since a
 * person had the conversation or it was closed. So an answer stands for one hand-off at most.
 */
export function handedOnAnswers(
  receipts: readonly Pick<Receipt, 'messageId' | 'createdAt' | 'servedBy'>[],
  transitions: readonly Pick<ConversationTransition, 'at' | 'kind'>[],
): (string | null)[] {
  const answers = receipts
    .filter(({ servedBy }) => servedBy !== 'system' && servedBy !== 'agent')
    .map(({ createdAt, messageId }) => ({ at: createdAt, kind: 'answer' as const, messageId }));
  const handedOn: (string | null)[] = [];
  let last: string | null = null;
  for (const event of [...answers, ...transitions].toSorted((one, other) => byTime(one, other))) {
    if (event.kind === 'person-requested' || event.kind === 'queued') handedOn.push(last);
    last = 'messageId' in event ? event.messageId : null;
  }
  return handedOn;
}

const byTime = (one: { at: string }, other: { at: string }): number =>
  Date.parse(one.at) - Date.parse(other.at);
