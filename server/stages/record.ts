import type { AnswerStatus, Message } from '../../shared/conversation.ts';
import type { Citation, Receipt } from '../../shared/receipt.ts';
import { DeskhandError } from '../errors.ts';
import type { ConversationStore, NewMessage } from '../ports/conversation-store.ts';

export interface RecordComponents {
  store: ConversationStore;
  onReceipt: (receipt: Receipt) => void;
  /** Hears when the database did not take the answer and it is tried again. */
  onRetry: (error: unknown) => void;
}

export interface AnswerToRecord {
  messageId: string;
  conversationId: string;
  question: Message;
  text: string;
  status: AnswerStatus;
  /** It could only quote, because models were out of reach. */
  limited: boolean;
  /** What is shown beneath: what it rests on, or what may help where it is no answer. */
  sources: Citation[];
  receipt: Receipt;
}

const pausesMs = [100, 500, 2_000, 10_000, 30_000];

/** The answer as a message; its position is the place after its question until the database has given it its own. */
export function answerMessage(answer: AnswerToRecord): Message {
  return { ...newMessage(answer), position: answer.question.position + 1 };
}

function newMessage({
  messageId,
  conversationId,
  question,
  text,
  status,
  limited,
  sources,
  receipt,
}: AnswerToRecord): NewMessage {
  return {
    id: messageId,
    conversationId,
    role: 'assistant',
    text,
    createdAt: receipt.createdAt,
    inReplyTo: question.id,
    answerStatus: status,
    sources,
    ...(limited ? { limited } : {}),
  };
}

/**
 * Stores the answer with its receipt. A database that is gone for a while does not lose it: it is tried again, while
 * the customer goes on with what was shown. Rejects when it never came back, and at once when it refuses the answer.
 */
export async function record(
  answer: AnswerToRecord,
  components: RecordComponents,
): Promise<Message> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const message = await components.store.appendAnswer(newMessage(answer), answer.receipt);
      components.onReceipt(answer.receipt);
      return message;
    } catch (error) {
      const pauseMs = pausesMs[attempt];
      const isRefused = error instanceof DeskhandError && !error.retryable;
      if (pauseMs === undefined || isRefused) throw error;
      components.onRetry(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
