import type { Feedback } from '../../shared/conversation.ts';
import type { ConversationStore, JudgedMessage } from '../ports/conversation-store.ts';
import type { RouteEvidence } from './route-record.ts';
import { type Aftermath, lessonsOfAftermath } from './turn-lessons.ts';

export interface AnswerAftermathParts {
  store: Pick<ConversationStore, 'getReceipt'>;
  learn: (evidence: RouteEvidence) => void;
}

/** Learns from what became of answers after they were given: from each answer what holds now, however often it is said. */
export class AnswerAftermath {
  readonly #parts: AnswerAftermathParts;

  constructor(parts: AnswerAftermathParts) {
    this.#parts = parts;
  }

  /** The customer judged an answer, perhaps anew. Rejects as the store does; nothing is learned then. */
  async judged({ message, previous }: JudgedMessage): Promise<void> {
    const { store, learn } = this.#parts;
    const [before, after] = [aftermathOf(previous), aftermathOf(message.feedback)];
    if (before === after) return;
    const receipt = await store.getReceipt(message.id);
    if (receipt === null) return;
    for (const lesson of lessonsOfAftermath(receipt, before, after)) learn(lesson);
  }
}

function aftermathOf(feedback: Feedback | null | undefined): Aftermath | null {
  if (!feedback) return null;
  return feedback.verdict === 'up' ? 'liked' : 'disliked';
}
