import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskhandError, toWireError } from '../errors.ts';

export interface EarlyServer {
  httpServer: Server;
  port: number;
  /** Ends the refusals. To be called right before the real handler is attached, in the same step. */
  handOver(): void;
}

/** When who came too early may come again. Milliseconds. */
const retryAfterMs = 1_000;

/**
 * Listens before there is anything to answer with: accounts need to know the port. Until the real handler is there, every request,
 * a socket's handshake too, is told at once to come again.
 */
export async function listenEarly(port: number, host: string): Promise<EarlyServer> {
  const httpServer = createServer(refuse);
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, host, resolve);
  });
  return {
    httpServer,
    port: (httpServer.address() as AddressInfo).port,
    handOver: () => httpServer.off('request', refuse),
  };
}

const refuse: RequestListener = (_request, response) => {
  const starting = new DeskhandError('internal', { retryable: true, retryAfterMs });
  response.writeHead(503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': String(retryAfterMs / 1000),
    connection: 'close',
  });
  response.end(JSON.stringify(toWireError(starting)));
};
