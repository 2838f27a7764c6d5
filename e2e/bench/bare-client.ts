import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { BareMessage } from './bare-protocol.ts';

/** One connection to the bare server. */
export class BareClient {
  readonly socket: Socket;
  readonly conversationId = randomUUID();

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  static async open(url: string): Promise<BareClient> {
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new BareClient(socket);
  }

  /** Milliseconds from sending until the echo is here. */
  async roundTripMs(event: 'message-store' | 'message-send', text: string): Promise<number> {
    const message: BareMessage = {
      conversationId: this.conversationId,
      clientMessageId: randomUUID(),
      text,
    };
    const sentMs = performance.now();
    return new Promise((resolve) => {
      this.socket.once('message-echo', () => resolve(performance.now() - sentMs));
      this.socket.emit(event, message);
    });
  }

  close(): void {
    this.socket.close();
  }
}
