import type { Logger } from 'pino';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { SignedIn } from '../../../shared/admin-protocol.ts';
import type { AgentToServerEvents, ServerToAgentEvents } from '../../../shared/protocol.ts';
import type { AgentDesk } from '../../conversation/desk.ts';
import { DeskhandError } from '../../errors.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { Origins } from '../authentication/origins.ts';
import { enforce, type Limits } from '../limits/limits.ts';
import { agentEvents } from './agent-events.ts';
import { agentPresence } from './agent-presence.ts';
import { answerEvents } from './event-table.ts';
import { handshakeFacts, handshakeMiddleware } from './handshake.ts';
import { sessionRoom, userRoom } from './rooms.ts';

interface AgentSocketData {
  user: SignedIn;
  cookie: string;
}

export type AgentNamespace = Namespace<
  AgentToServerEvents,
  ServerToAgentEvents,
  DefaultEventsMap,
  AgentSocketData
>;
export type AgentSocket = Socket<
  AgentToServerEvents,
  ServerToAgentEvents,
  DefaultEventsMap,
  AgentSocketData
>;

export interface AgentNamespaceParts {
  desk: AgentDesk;
  accounts: Accounts;
  origins: Origins;
  rateLimiter: RateLimiter;
  connectionLimiter: RateLimiter;
  limits: Limits;
  trustProxy: boolean;
  logger: Logger;
}

/** `/agent`: signed-in agents and admins. Only their session cookie opens it; a customer's token is not looked at. */
export function createAgentNamespace(io: Server, parts: AgentNamespaceParts): AgentNamespace {
  const { connectionLimiter, limits, logger } = parts;
  const namespace: AgentNamespace = io.of('/agent');
  namespace.use(
    handshakeMiddleware<AgentSocket>(
      (socket) => admitAgent(socket, parts),
      'agent-handshake',
      logger,
    ),
  );
  const presence = agentPresence(namespace, logger);
  namespace.on('connection', (socket) => {
    const { userId, name } = socket.data.user;
    answerEvents(
      socket,
      agentEvents,
      { desk: parts.desk, agent: { agentId: userId, agentName: name }, socket, presence },
      { admit: () => enforce(connectionLimiter, limits.connectionEvents, socket.id), logger },
    );
  });
  return namespace;
}

async function admitAgent(socket: AgentSocket, parts: AgentNamespaceParts): Promise<void> {
  const { address, origin, host, cookie } = handshakeFacts(socket, parts.trustProxy);
  await enforce(parts.rateLimiter, parts.limits.addressConnections, address);
  if (!parts.origins.isOwn(origin, host)) throw new DeskhandError('not-allowed');
  const session = await parts.accounts.session(cookie);
  if (session === null || cookie === undefined) throw new DeskhandError('not-signed-in');
  socket.data.user = session.user;
  socket.data.cookie = cookie;
  await socket.join([userRoom(session.user.userId), sessionRoom(session.sessionId)]);
}
