import type { Feedback } from '../../shared/conversation.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { ConversationStore, JudgedMessage } from '../ports/conversation-store.ts';
import { handedOnAnswers } from './handed-on-answers.ts';
import type { RouteEvidence } from './route-record.ts';
import { type Aftermath, lessonsOfAftermath } from './turn-lessons.ts';

export interface AnswerAftermathParts {
  store: Pick<ConversationStore, 'getMessage' | 'listReceipts' | 'listTransitions'>;
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
    if (previous?.verdict === message.feedback?.verdict) return;
    const { receipts, handedOn } = await this.#past(message.conversationId);
    const wasHandedOn = handedOn.includes(message.id);
    this.#learn(
      receipts.find(({ messageId }) => messageId === message.id),
      aftermathOf(previous, wasHandedOn),
      aftermathOf(message.feedback, wasHandedOn),
    );
  }

  /** The conversation was just handed to a person. Rejects as the store does; nothing is learned then. */
  async handedOff(conversationId: string): Promise<void> {
    const { receipts, handedOn } = await this.#past(conversationId);
    const answerId = handedOn.at(-1) ?? null;
    if (answerId === null) return;
    const answer = await this.#parts.store.getMessage(answerId);
    this.#learn(
      receipts.find(({ messageId }) => messageId === answerId),
      aftermathOf(answer?.feedback, false),
      aftermathOf(answer?.feedback, true),
    );
  }

  async #past(conversationId: string) {
    const { store } = this.#parts;
    const [receipts, transitions] = await Promise.all([
      store.listReceipts(conversationId),
      store.listTransitions(conversationId),
    ]);
    return { receipts, handedOn: handedOnAnswers(receipts, transitions) };
  }

  #learn(receipt: Receipt | undefined, before: Aftermath | null, after: Aftermath | null): void {
    if (receipt === undefined) return;
    for (const lesson of lessonsOfAftermath(receipt, before, after)) this.#parts.learn(lesson);
  }
}

/** What the customer says of an answer counts before what they did after it. */
function aftermathOf(
  feedback: Feedback | null | undefined,
  wasHandedOn: boolean,
): Aftermath | null {
  if (feedback) return feedback.verdict === 'up' ? 'liked' : 'disliked';
  return wasHandedOn ? 'handed-off' : null;
}
