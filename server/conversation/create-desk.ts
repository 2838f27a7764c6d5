import type { Message } from '../../shared/conversation.ts';
import type { Locks } from '../ports/lock.ts';
import { ConversationAgentDesk } from './agent-desk.ts';
import { answerTurn } from './answer-turn.ts';
import { ConversationCustomerDesk } from './customer-desk.ts';
import type { Desk } from './desk.ts';
import type { Notices } from './notices.ts';
import type { Turn } from './turn.ts';
import type { TurnComponents } from './turn-components.ts';

export interface DeskComponents {
  turn: Omit<TurnComponents, 'onQueueChange' | 'onReceipt'>;
  notices: Notices;
  locks: Locks;
  onReceipt: TurnComponents['onReceipt'];
  onFeedback: (message: Message) => Promise<void>;
}

export interface RunningDesk extends Desk {
  /** Answers what was acknowledged but never answered, as after a crash. Returns how many turns were started. */
  recover(sinceMs: number): Promise<number>;
  /** Resolves when no answer is being written. */
  idle(): Promise<void>;
}

/** Longest time a dead process keeps others from answering in its place. */
const answerLockMs = 15_000;

/** Puts the conversation's parts together. Turns of one conversation run one after the other. */
export function createDesk(components: DeskComponents): RunningDesk {
  const { notices, locks } = components;
  const turnComponents: TurnComponents = {
    ...components.turn,
    onQueueChange: (conversation) => notices.queueChanged(conversation),
    onReceipt: (receipt) => {
      notices.receiptMade(receipt);
      components.onReceipt(receipt);
    },
  };
  const { store, events, inFlight, threads, answers, log } = turnComponents;

  const runTurn = async (turn: Turn): Promise<void> => {
    const lock = await locks.tryAcquire(`answer:${turn.message.id}`, answerLockMs);
    if (lock === null) return;
    try {
      if (turn.origin === 'recovery' && (await isAnswered(turn))) return;
      await answerTurn(turn, turnComponents);
    } finally {
      await lock.release();
    }
  };
  const isAnswered = async ({ conversation, message }: Turn): Promise<boolean> =>
    (await store.listMessages(conversation.id)).some(({ inReplyTo }) => inReplyTo === message.id);
  const startTurn = (turn: Turn): void => {
    void inFlight.run(
      turn.conversation.id,
      () => runTurn(turn),
      (error) => log.error({ err: error, conversationId: turn.conversation.id }, 'a turn was lost'),
    );
  };

  return {
    notices,
    customers: new ConversationCustomerDesk({
      store,
      events,
      notices,
      inFlight,
      threads,
      startTurn,
      onFeedback: components.onFeedback,
      onThumbsDown: async (message) => {
        const receipt = await store.getReceipt(message.id);
        await answers.evictAnswer(receipt?.cache.answeredBy ?? message.id);
      },
    }),
    agents: new ConversationAgentDesk({ store, events, notices, inFlight }),
    idle: () => inFlight.idle(),
    async recover(sinceMs) {
      const unanswered = await store.listUnanswered(new Date(sinceMs).toISOString());
      for (const { conversation, message } of unanswered)
        startTurn({ conversation, message, origin: 'recovery' });
      return unanswered.length;
    },
  };
}
