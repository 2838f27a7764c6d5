import type { Server as HttpServer } from 'node:http';
import { Server, type ServerOptions } from 'socket.io';
import { DeskhandError, toWireError } from '../../errors.ts';

/**
 * Room for a text at the schema's limit, so that one that is too long is answered with a code and not by a cut line.
 * The 4,000 characters of a proper message take at most 24 kB.
 */
const maxFrameBytes = 512 * 1024;

/** Socket.IO on the HTTP server: WebSocket only, no compression (small messages do not gain), nothing on `/`. */
export function createSocketServer(
  httpServer: HttpServer,
  adapter?: ServerOptions['adapter'],
): Server {
  const io = new Server(httpServer, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: maxFrameBytes,
    serveClient: false,
    connectTimeout: 10_000,
    ...(adapter === undefined ? {} : { adapter }),
  });
  io.use((_socket, next) => {
    next(
      Object.assign(new Error('not-found'), { data: toWireError(new DeskhandError('not-found')) }),
    );
  });
  return io;
}
