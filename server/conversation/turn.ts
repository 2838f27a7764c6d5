import type { Conversation, Message } from '../../shared/conversation.ts';
import type { Spender } from '../routing/money-budgets.ts';

/** One stored message of a customer that wants an answer. */
export interface Turn {
  conversation: Conversation;
  message: Message;
  /**
   * `sent`: as the message came. `retry`: the customer wants another answer, so the caches are not asked.
   * `returned`: a person had the conversation, or was to have it, and it came back to the assistant with the message as its last word.
   * `recovery`: found unanswered after a restart; another process may have answered it meanwhile.
   * `late`: nobody expects an answer any more, or trying again would not help; all that is left is to say so.
   */
  origin: 'sent' | 'retry' | 'returned' | 'recovery' | 'late';
  /** Where it came from; unknown for one that was recovered. */
  address?: string | undefined;
}

/** Whose money the turn's answer is paid from. */
export function spenderOf({ conversation, address }: Turn): Spender {
  return { conversationId: conversation.id, visitorId: conversation.visitorId, address };
}
