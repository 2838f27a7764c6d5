import type { JudgedMessage } from '../ports/conversation-store.ts';
import type { Locks } from '../ports/lock.ts';
import { ConversationAgentDesk } from './agent-desk.ts';
import { answerTurn } from './answer-turn.ts';
import type { StopRequest } from './answers-in-flight.ts';
import { ConversationCustomerDesk } from './customer-desk.ts';
import type { Desk } from './desk.ts';
import { forgetDisliked } from './forget-disliked.ts';
import type { Notices } from './notices.ts';
import type { Turn } from './turn.ts';
import { TurnAttempts } from './turn-attempts.ts';
import type { TurnComponents } from './turn-components.ts';

export interface DeskComponents {
  turn: Omit<TurnComponents, 'onQueueChange' | 'onReceipt'>;
  notices: Notices;
  locks: Locks;
  onReceipt: TurnComponents['onReceipt'];
  onFeedback: (judged: JudgedMessage) => Promise<void>;
}

interface Times {
  sinceMs: number;
  untilMs: number;
}

export interface RunningDesk extends Desk {
  /**
   * Answers what was acknowledged but never answered, as when a process ended in mid-answer. Messages of the given times that
   * this process, or another one that holds their lock, is at are left alone; of one that was tried in vain too often it is said
   * that there is no answer. Returns how many turns were started.
   */
  recover(times: Times): Promise<number>;
  /** Says of messages of the given times that were never answered that they will not be. Returns how many it found. */
  giveUp(times: Times): Promise<number>;
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
  const { store, events, inFlight, threads, log } = turnComponents;

  const attempts = new TurnAttempts();
  const stopAnswers = (request: StopRequest): void => {
    inFlight.stop(request);
    notices.stopWanted(request);
  };

  const isAnswered = async ({ conversation, message }: Turn): Promise<boolean> =>
    (await store.listMessages(conversation.id)).some(({ inReplyTo }) => inReplyTo === message.id);
  /** The turn as it is when its time has come; null where nobody waits for the assistant any more. */
  const stillWanted = async (turn: Turn, waited: boolean): Promise<Turn | null> => {
    if (isFound(turn) && (await isAnswered(turn))) return null;
    if (!waited) return turn;
    // Meanwhile a person may have taken over, or a message that came twice at once may have been answered. A database that
    // cannot tell is met by the answer itself.
    const [conversation, answered] = await Promise.all([
      store.getConversation(turn.conversation.id).catch(() => null),
      turn.origin !== 'retry' && isAnswered(turn).catch(() => false),
    ]);
    if (answered) return null;
    if (conversation === null) return turn;
    return conversation.state.kind === 'assistant' ? { ...turn, conversation } : null;
  };
  const startTurn = (turn: Turn): void => {
    const { conversation, message } = turn;
    attempts.begin(message.id);
    // Taken at once, also for a turn that must wait: it tells other processes that somebody is at it. Only who comes for a
    // lost message has to have it; who was given the message answers whether or not the locks can be reached.
    const claim = locks.tryAcquire(`answer:${message.id}`, answerLockMs).catch(() => null);
    let released: Promise<void> = Promise.resolve();
    const waits = inFlight.isBusy(conversation.id);
    const run = async (): Promise<void> => {
      if (isFound(turn) && (await claim) === null) {
        attempts.forget(message.id);
        return;
      }
      try {
        const wanted = await stillWanted(turn, waits);
        if (wanted !== null) await answerTurn(wanted, turnComponents);
        attempts.settle(message.id);
      } finally {
        released = claim.then((lock) => lock?.release());
      }
    };
    void inFlight.run(conversation.id, run, async (error) => {
      attempts.fail(message.id);
      log.error({ err: error, conversationId: conversation.id }, 'a turn was lost');
      // Only who found it had its lock for certain. The others, and what could not be said either, wait for the next look.
      if (turn.origin !== 'recovery' || !attempts.isSpent(message.id)) return;
      return released.then(() => startTurn({ ...turn, origin: 'late' }));
    });
  };

  const unanswered = ({ sinceMs, untilMs }: Times) =>
    store.listUnanswered({
      since: new Date(sinceMs).toISOString(),
      until: new Date(untilMs).toISOString(),
    });

  return {
    notices,
    customers: new ConversationCustomerDesk({
      store,
      events,
      notices,
      stopAnswers,
      threads,
      startTurn,
      isLost: (messageId) => attempts.isLost(messageId),
      onFeedback: components.onFeedback,
      onHandOff: turnComponents.onHandOff,
      onThumbsDown: (message) => forgetDisliked(message, turnComponents),
    }),
    agents: new ConversationAgentDesk({ store, events, notices, stopAnswers, startTurn }),
    stopHere: (request) => inFlight.stop(request),
    idle: () => inFlight.idle(),
    async recover(times) {
      let started = 0;
      for (const each of await unanswered(times)) {
        const isSpent = attempts.isSpent(each.message.id);
        if (!isSpent && !attempts.isLost(each.message.id)) continue;
        startTurn({ ...each, origin: isSpent ? 'late' : 'recovery' });
        started += 1;
      }
      return started;
    },
    async giveUp(times) {
      const late = await unanswered(times);
      for (const each of late) startTurn({ ...each, origin: 'late' });
      return late.length;
    },
  };
}

/** Who finds a message may not be the only one who did. */
function isFound({ origin }: Turn): boolean {
  return origin === 'recovery' || origin === 'late';
}
