import type { Conversation, Message } from '../../shared/conversation.ts';

/** One stored message of a customer that wants an answer. */
export interface Turn {
  conversation: Conversation;
  message: Message;
  /** The customer asked for another answer: the caches are not asked. */
  freshAnswer: boolean;
}
