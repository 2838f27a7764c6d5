import type { ClosingReason, ConversationState } from '../../../../shared/conversation.ts';
import { plainName } from './receipt-words.ts';

const handOffReasons: Record<string, string> = {
  'customer-asked': 'Asked for a person',
  'answer-failed-twice': 'Two answers did not help',
  'budget-exhausted': 'The budget is used up',
  'agent-left': 'Its agent left',
};

/** Why a conversation waits for a person. */
export function handOffWords(reason: string): string {
  return handOffReasons[reason] ?? plainName(reason);
}

export const closingWords: Record<ClosingReason, string> = {
  solved: 'Solved',
  'not-solved': 'Not solved',
  'no-reply': 'No reply from the customer',
  duplicate: 'Duplicate',
  spam: 'Spam',
  other: 'Other',
};

/** Who has the conversation now, in a few words. `me` is the id of who reads it. */
export function stateWords(state: ConversationState, me?: string): string {
  switch (state.kind) {
    case 'assistant':
      return 'With the assistant';
    case 'queued':
      return `Waiting: ${handOffWords(state.reason).toLowerCase()}`;
    case 'agent':
      return state.agentId === me ? 'With you' : `With ${state.agentName}`;
    case 'closed':
      return `Closed: ${closingWords[state.reason].toLowerCase()}`;
  }
}

/** Visitors have no name; the end of the id tells them apart. */
export function visitorName(visitorId: string): string {
  return `Visitor ${visitorId.slice(-4).toUpperCase()}`;
}
