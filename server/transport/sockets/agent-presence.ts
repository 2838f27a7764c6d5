import type { Logger } from 'pino';
import type { Presence } from '../../conversation/desk.ts';
import { errorForLog } from '../logging/error-for-log.ts';
import type { AgentNamespace } from './agent-namespace.ts';
import { userRoom } from './rooms.ts';

/** Longest that another node is waited for. Clients wait 5 s for an acknowledgement. Milliseconds. */
const lookMs = 2_000;

/** Looks for an agent's connections on all nodes. */
export function agentPresence(namespace: AgentNamespace, logger: Logger): Presence {
  return {
    async isConnected(agentId) {
      try {
        const sockets = await namespace.timeout(lookMs).in(userRoom(agentId)).fetchSockets();
        return sockets.length > 0;
      } catch (error) {
        logger.warn({ err: errorForLog(error) }, 'could not look for an agent on the other nodes');
        return true;
      }
    },
  };
}
