import type { Conversation, Message } from '../../shared/conversation.ts';
import type { Spender } from '../routing/money-budgets.ts';

/** One stored message of a customer that wants an answer. */
export interface Turn {
  conversation: Conversation;
  message: Message;
  /**
   * `sent`: as the message came. `retry`: the customer wants another answer, so the caches are not asked.
   * `recovery`: found unanswered after a restart; another process may have answered it meanwhile.
   */
  origin: 'sent' | 'retry' | 'recovery';
  /** Where it came from; unknown for one that was recovered. */
  address?: string | undefined;
}

/** Whose money the turn's answer is paid from. */
export function spenderOf({ conversation, address }: Turn): Spender {
  return { conversationId: conversation.id, visitorId: conversation.visitorId, address };
}
