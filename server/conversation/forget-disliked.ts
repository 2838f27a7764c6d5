import type { Message } from '../../shared/conversation.ts';
import { searchScope } from './asked-question.ts';
import type { TurnComponents } from './turn-components.ts';

/**
 * Takes an answer that a customer disliked out of all tiers, on all nodes: the answer that was shared, by whomever it was first asked
 * for, and the searches that led to it. Rejects as the stores do; the answer is evicted first.
 */
export async function forgetDisliked(
  message: Message,
  components: Pick<TurnComponents, 'store' | 'answers' | 'forgetSearch' | 'knowledgeLocale'>,
): Promise<void> {
  const { store, answers, forgetSearch } = components;
  const receipt = await store.getReceipt(message.id);
  const answeredBy = receipt?.cache.answeredBy ?? message.id;
  await answers.evictAnswer(answeredBy);
  const conversation = await store.getConversation(message.conversationId);
  if (receipt === null || conversation === null) return;
  const origin = answeredBy === message.id ? null : await store.getReceipt(answeredBy);
  const questions = [receipt, origin].flatMap((each) => each?.standaloneQuestion ?? []);
  for (const question of new Set(questions)) {
    await forgetSearch(question, searchScope(conversation, components));
  }
}
