import type { Conversation, Message } from '../../shared/conversation.ts';

/** One stored message of a customer that wants an answer. */
export interface Turn {
  conversation: Conversation;
  message: Message;
  /**
   * `sent`: as the message came. `retry`: the customer wants another answer, so the caches are not asked.
   * `recovery`: found unanswered after a restart; another process may have answered it meanwhile.
   */
  origin: 'sent' | 'retry' | 'recovery';
}
