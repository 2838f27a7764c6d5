import { messageType } from './frontend-messages.ts';

/**
 * Keeps the named prepared statements of one client apart from those of the others, who share the session:
 * every name gets the client's prefix on its way in.
 */
export class StatementNames {
  private readonly prefix: string;
  private readonly known = new Set<string>();

  constructor(clientId: number) {
    this.prefix = `${clientId}:`;
  }

  /** The message with its statement's name prefixed; other messages come back as they are. */
  rename(type: number, bytes: Buffer): Buffer {
    const at = nameOffset(type, bytes);
    if (at === null) return bytes;
    const end = bytes.indexOf(0, at);
    const name = bytes.toString('utf8', at, end);
    if (name === '') return bytes;
    const renamed = this.prefix + name;
    if (type === messageType.parse) this.known.add(renamed);
    if (type === messageType.close) this.known.delete(renamed);
    const result = Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(renamed),
      bytes.subarray(end),
    ]);
    result.writeInt32BE(result.length - 1, 1);
    return result;
  }

  /** Messages that drop all statements of this client, or null when it has none. */
  closeAll(): Buffer | null {
    if (this.known.size === 0) return null;
    const closes = [...this.known].map((name) => {
      const body = Buffer.from(`S${name}\0`);
      const head = Buffer.alloc(5);
      head.writeUInt8(messageType.close, 0);
      head.writeInt32BE(4 + body.length, 1);
      return Buffer.concat([head, body]);
    });
    this.known.clear();
    return Buffer.concat([...closes, Buffer.from([messageType.sync, 0, 0, 0, 4])]);
  }
}

/** Where a message holds the name of a prepared statement; null where it holds none. */
function nameOffset(type: number, bytes: Buffer): number | null {
  if (type === messageType.parse) return 5;
  if (type === messageType.bind) return bytes.indexOf(0, 5) + 1;
  const ofStatement = type === messageType.describe || type === messageType.close;
  return ofStatement && bytes.readUInt8(5) === 0x53 ? 6 : null;
}
