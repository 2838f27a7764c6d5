import { createServer, type Server, type Socket } from 'node:net';
import { FrontendMessages, messageType } from './frontend-messages.ts';
import type { SessionQueue } from './session-queue.ts';
import { StatementNames } from './statement-names.ts';

/** Message types after which the server owes a reply, so everything up to them runs as one unit. */
const endsUnit = new Set<number>([
  messageType.sync,
  messageType.query,
  messageType.password,
  messageType.copyDone,
  messageType.copyFail,
]);

/** Speaks PostgreSQL's wire protocol to clients on a unix socket, on behalf of one PGlite. */
export class WireServer {
  private readonly queue: SessionQueue;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private nextClientId = 1;

  constructor(queue: SessionQueue) {
    this.queue = queue;
    this.server = createServer((socket) => this.serve(socket));
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(path, resolve);
    });
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    return closed;
  }

  private serve(socket: Socket): void {
    const clientId = this.nextClientId++;
    const messages = new FrontendMessages();
    const names = new StatementNames(clientId);
    const deliver = (reply: Buffer) => {
      if (socket.writable) socket.write(reply);
    };
    let parts: Buffer[] = [];
    const send = (complete: boolean) => {
      this.queue.add({ clientId, bytes: Buffer.concat(parts), complete, deliver });
      parts = [];
    };
    const receive = (type: number, bytes: Buffer) => {
      if (type === messageType.terminate) return socket.end();
      parts.push(names.rename(type, bytes));
      if (endsUnit.has(type)) send(true);
      else if (type === messageType.flush) send(false);
    };
    this.sockets.add(socket);
    socket.on('data', (data) => {
      for (const message of messages.push(data)) {
        if (message.kind === 'typed') receive(message.type, message.bytes);
        else if (message.kind === 'startup') {
          parts.push(message.bytes);
          send(true);
        } else if (message.kind === 'ssl-request') socket.write('N');
        else socket.end();
      }
    });
    // A client that breaks off is an ordinary end; `close` follows and cleans up.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.queue.leave(clientId);
      const bytes = names.closeAll();
      if (bytes) this.queue.add({ clientId, bytes, complete: true, deliver: () => {} });
    });
  }
}
