import type { Logger } from 'pino';
import type { WireError } from '../../../shared/protocol.ts';
import { clientAddress } from '../authentication/client-address.ts';
import { reportError } from '../logging/report-error.ts';

/** What a socket's handshake shows of the browser at the other end. */
export interface HandshakeFacts {
  address: string;
  origin: string | undefined;
  host: string | undefined;
  cookie: string | undefined;
}

interface HandshakeSource {
  handshake: { address: string; headers: Record<string, string | string[] | undefined> };
}

export function handshakeFacts(
  { handshake }: HandshakeSource,
  trustProxy: boolean,
): HandshakeFacts {
  const header = (name: string): string | undefined => {
    const value = handshake.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  const connection = {
    remoteAddress: handshake.address,
    forwardedFor: header('x-forwarded-for'),
  };
  return {
    address: clientAddress(connection, trustProxy),
    origin: header('origin'),
    host: header('host'),
    cookie: header('cookie'),
  };
}

/** A refused handshake: the client finds the code in `connect_error`'s `data`. */
class HandshakeError extends Error {
  readonly data: WireError;

  constructor(data: WireError) {
    super(data.code);
    this.data = data;
  }
}

/** Middleware of a namespace that admits a socket or, when `admit` throws, refuses it with the error's code. */
export function handshakeMiddleware<Socket>(
  admit: (socket: Socket) => Promise<void>,
  where: string,
  logger: Logger,
): (socket: Socket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => next(new HandshakeError(reportError(logger, error, where))),
    );
  };
}
