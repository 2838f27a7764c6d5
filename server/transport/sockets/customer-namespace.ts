import type { Logger } from 'pino';
import type { Namespace, Server, Socket } from 'socket.io';
import type { CustomerToServerEvents, ServerToCustomerEvents } from '../../../shared/protocol.ts';
import { customerHandshakeSchema } from '../../../shared/visitor.ts';
import type { StopRequest } from '../../conversation/answers-in-flight.ts';
import type { CustomerDesk, Visitor } from '../../conversation/desk.ts';
import { DeskhandError } from '../../errors.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { Origins } from '../authentication/origins.ts';
import type { VisitorTokens } from '../authentication/visitor-tokens.ts';
import { enforce, type Limits } from '../limits/limits.ts';
import { customerEvents } from './customer-events.ts';
import { answerEvents, type OnRefusal } from './event-table.ts';
import { handshakeFacts, handshakeMiddleware } from './handshake.ts';

interface CustomerSocketData {
  visitor: Visitor;
  address: string;
}

/** What nodes tell each other, without a client. */
interface NodeEvents {
  'answers-stop': (request: StopRequest) => void;
}

export type CustomerNamespace = Namespace<
  CustomerToServerEvents,
  ServerToCustomerEvents,
  NodeEvents,
  CustomerSocketData
>;
type CustomerSocket = Socket<
  CustomerToServerEvents,
  ServerToCustomerEvents,
  NodeEvents,
  CustomerSocketData
>;

export interface CustomerNamespaceParts {
  desk: CustomerDesk;
  visitorTokens: VisitorTokens;
  origins: Origins;
  rateLimiter: RateLimiter;
  connectionLimiter: RateLimiter;
  limits: Limits;
  trustProxy: boolean;
  logger: Logger;
  onRefusal?: OnRefusal;
}

/** `/customer`: visitors with a token, each held to their own conversations by the desk. */
export function createCustomerNamespace(
  io: Server,
  parts: CustomerNamespaceParts,
): CustomerNamespace {
  const { rateLimiter, connectionLimiter, limits, logger } = parts;
  const namespace: CustomerNamespace = io.of('/customer');
  namespace.use(
    handshakeMiddleware<CustomerSocket>(
      (socket) => admitVisitor(socket, parts),
      'customer-handshake',
      logger,
    ),
  );
  namespace.on('connection', (socket) => {
    const { visitor, address } = socket.data;
    const countMessage = async (): Promise<void> => {
      await Promise.all([
        enforce(rateLimiter, limits.visitorMessages, visitor.visitorId),
        enforce(rateLimiter, limits.addressMessages, address),
      ]);
    };
    answerEvents(
      socket,
      customerEvents,
      { desk: parts.desk, visitor, socket, countMessage },
      {
        admit: () => enforce(connectionLimiter, limits.connectionEvents, socket.id),
        logger,
        ...(parts.onRefusal === undefined ? {} : { onRefusal: parts.onRefusal }),
      },
    );
  });
  return namespace;
}

async function admitVisitor(socket: CustomerSocket, parts: CustomerNamespaceParts): Promise<void> {
  const { address, origin, host } = handshakeFacts(socket, parts.trustProxy);
  await enforce(parts.rateLimiter, parts.limits.addressConnections, address);
  if (!parts.origins.isAllowed(origin, host)) throw new DeskhandError('not-allowed');
  const handshake = customerHandshakeSchema.safeParse(socket.handshake.auth);
  if (!handshake.success) throw new DeskhandError('not-signed-in');
  const { token, site, locale } = handshake.data;
  const identity = await parts.visitorTokens.verify(token);
  if (identity.site !== site) throw new DeskhandError('not-allowed');
  socket.data.visitor = { ...identity, locale, address };
  socket.data.address = address;
}
