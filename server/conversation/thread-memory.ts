import { LRUCache } from 'lru-cache';
import type { Message } from '../../shared/conversation.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { HistoryTurn } from '../ports/language-model.ts';
import { contextualise, type PastQuestion } from '../stages/follow-up/contextualise.ts';
import { redact } from '../stages/redact.ts';

/** The talk before a message, screened, as the steps of a turn need it. */
export interface Thread {
  history: HistoryTurn[];
  past: PastQuestion[];
  /** How many of the assistant's latest answers in a row did not help. */
  failedInARow: number;
}

interface Remembered {
  lastPosition: number;
  thread: Thread;
}

const emptyThread: Thread = { history: [], past: [], failedInARow: 0 };

/** Messages that are read back when a thread is not remembered; more than the history ever uses. */
const readBack = 60;

/** Longest time that what somebody wrote stays in memory. Milliseconds. */
const rememberedMs = 60 * 60_000;

function didNotHelp(message: Message): boolean {
  return (
    message.answerStatus === 'abstained' ||
    message.answerStatus === 'failed' ||
    message.feedback?.verdict === 'down'
  );
}

/** Adds a message to a thread; questions are put by rules into a form in which they stand alone. */
export function extendThread(thread: Thread, message: Message): Thread {
  if (message.role === 'system') return thread;
  const text = redact(message.text).text;
  if (message.role === 'customer') {
    const { question } = contextualise(text, thread.past, thread.history);
    return {
      ...thread,
      history: [...thread.history, { role: 'customer' as const, text }].slice(-readBack),
      past: [...thread.past, { text, standaloneQuestion: question }].slice(-readBack),
    };
  }
  return {
    ...thread,
    history: [...thread.history, { role: 'assistant' as const, text }].slice(-readBack),
    failedInARow: didNotHelp(message) ? thread.failedInARow + 1 : 0,
  };
}

function asItWasAsked(thread: Thread, standaloneQuestion: string | null): Thread {
  const last = thread.past.at(-1);
  if (last === undefined || standaloneQuestion === null) return thread;
  return { ...thread, past: [...thread.past.slice(0, -1), { ...last, standaloneQuestion }] };
}

/**
 * Remembers the threads of recent conversations, so that a turn seldom reads them back. A remembered thread is used only
 * when it reaches exactly to the message before; otherwise somebody else wrote in between and it is read anew.
 */
export class ThreadMemory {
  readonly #store: ConversationStore;
  readonly #remembered = new LRUCache<string, Remembered>({ max: 5000, ttl: rememberedMs });

  constructor(store: ConversationStore) {
    this.#store = store;
  }

  /** The thread before the given message. */
  async before(message: Message): Promise<Thread> {
    if (message.position === 1) return emptyThread;
    const remembered = this.#remembered.get(message.conversationId);
    if (remembered?.lastPosition === message.position - 1) return remembered.thread;
    const messages = await this.#store.listMessages(message.conversationId, readBack);
    const before = messages.filter((earlier) => earlier.position < message.position);
    const thread = before.reduce(extendThread, emptyThread);
    return asItWasAsked(thread, await this.#lastAsked(thread, before));
  }

  /**
   * Notes messages that now stand in the thread, in order, on top of the thread before them; `standaloneQuestion` is the form in
   * which the last question of them was asked.
   */
  remember(thread: Thread, messages: Message[], standaloneQuestion: string | null = null): void {
    const last = messages.at(-1);
    if (last === undefined) return;
    const contiguous = messages.every(
      (message, index) =>
        index === 0 || message.position === (messages[index - 1]?.position ?? 0) + 1,
    );
    if (!contiguous) return;
    this.#remembered.set(last.conversationId, {
      lastPosition: last.position,
      thread: asItWasAsked(messages.reduce(extendThread, thread), standaloneQuestion),
    });
  }

  /** The form in which the last question was asked, where it leaned on the talk: a model may have put it better than the rules. */
  async #lastAsked(thread: Thread, messages: Message[]): Promise<string | null> {
    const last = thread.past.at(-1);
    if (last === undefined || last.standaloneQuestion === last.text) return null;
    const question = messages.findLast(({ role }) => role === 'customer');
    const answer = messages.findLast(({ inReplyTo }) => inReplyTo === question?.id);
    if (answer === undefined) return null;
    const receipt = await this.#store.getReceipt(answer.id);
    return receipt?.followUp?.by === 'model' ? receipt.standaloneQuestion : null;
  }

  /** Forgets a thread whose messages were judged anew, as by feedback. */
  forget(conversationId: string): void {
    this.#remembered.delete(conversationId);
  }
}
