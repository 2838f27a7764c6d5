/** Message types of PostgreSQL's wire protocol (version 3) that a client sends and this gateway must tell apart. */
export const messageType = {
  parse: 0x50,
  bind: 0x42,
  describe: 0x44,
  close: 0x43,
  flush: 0x48,
  sync: 0x53,
  query: 0x51,
  copyDone: 0x63,
  copyFail: 0x66,
  password: 0x70,
  terminate: 0x58,
} as const;

const sslRequestCode = 80877103;
const cancelRequestCode = 80877102;

export type FrontendMessage =
  | { kind: 'ssl-request' }
  | { kind: 'cancel-request' }
  | { kind: 'startup'; bytes: Buffer }
  | { kind: 'typed'; type: number; bytes: Buffer };

/** Cuts a client's byte stream into messages. The first one has no type byte. */
export class FrontendMessages {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  /** The messages that the bytes complete, in order. What is incomplete is kept for the next call. */
  push(bytes: Buffer): FrontendMessage[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const messages: FrontendMessage[] = [];
    for (let message = this.next(); message; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): FrontendMessage | null {
    return this.started ? this.nextTyped() : this.nextUntyped();
  }

  private nextTyped(): FrontendMessage | null {
    if (this.rest.length < 5) return null;
    const bytes = this.take(1 + this.rest.readInt32BE(1));
    return bytes && { kind: 'typed', type: bytes.readUInt8(0), bytes };
  }

  private nextUntyped(): FrontendMessage | null {
    if (this.rest.length < 8) return null;
    const code = this.rest.readInt32BE(4);
    const bytes = this.take(this.rest.readInt32BE(0));
    if (!bytes) return null;
    if (code === sslRequestCode) return { kind: 'ssl-request' };
    if (code === cancelRequestCode) return { kind: 'cancel-request' };
    this.started = true;
    return { kind: 'startup', bytes };
  }

  private take(length: number): Buffer | null {
    if (this.rest.length < length) return null;
    const bytes = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return bytes;
  }
}
