import type { Logger } from 'pino';
import type { Desk } from '../../conversation/desk.ts';
import { errorForLog } from '../logging/error-for-log.ts';
import type { AgentNamespace } from './agent-namespace.ts';
import type { CustomerNamespace } from './customer-namespace.ts';
import { conversationRoom, queueRoom } from './rooms.ts';

/**
 * Sends what the desk tells to those who follow it, on all nodes, in the desk's order; the other nodes' connections as soon as
 * an adapter between nodes lets them, this node's at once.
 * What is to be stopped is stopped on whichever node writes it. A node that is `alone` tells nobody of what nobody follows: an event costs its encoding even for an empty room.
 * Returns the way to stop.
 */
export function fanOut(
  desk: Desk,
  customers: CustomerNamespace,
  agents: AgentNamespace,
  { alone, logger }: { alone: boolean; logger: Logger },
): () => void {
  const isFollowed = ({ adapter }: Pick<AgentNamespace, 'adapter'>, room: string) =>
    !alone || adapter.rooms.has(room);
  const tellQueue = coalesced(async () => {
    try {
      agents.to(queueRoom).emit('queue-changed', await desk.agents.queue());
    } catch (error) {
      logger.warn({ err: errorForLog(error) }, 'could not read the queue');
    }
  });
  const stops = [
    desk.notices.onEvent((event) => {
      const room = conversationRoom(event.conversationId);
      if (isFollowed(customers, room)) customers.to(room).emit('conversation-event', event);
      if (isFollowed(agents, room)) agents.to(room).emit('conversation-event', event);
    }),
    desk.notices.onReceipt((receipt) => {
      const room = conversationRoom(receipt.conversationId);
      if (isFollowed(agents, room)) agents.to(room).emit('receipt-new', receipt);
    }),
    desk.notices.onQueueChange(tellQueue),
    desk.notices.onStop((request) => {
      if (!alone) customers.serverSideEmit('answers-stop', request);
    }),
  ];
  const stopHere = desk.stopHere.bind(desk);
  customers.on('answers-stop', stopHere);
  return () => {
    for (const stop of stops) stop();
    customers.off('answers-stop', stopHere);
  };
}

/** Runs `work` at most once at a time; calls that come meanwhile share one more run after it. */
function coalesced(work: () => Promise<void>): () => void {
  let state: 'idle' | 'running' | 'running-and-due' = 'idle';
  const run = async (): Promise<void> => {
    state = 'running';
    await work();
    const isDue = (state as string) === 'running-and-due';
    state = 'idle';
    if (isDue) await run();
  };
  return () => {
    if (state === 'idle') void run();
    else state = 'running-and-due';
  };
}
