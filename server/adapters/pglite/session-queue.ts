import type { PGlite } from '@electric-sql/pglite';

interface Unit {
  clientId: number;
  bytes: Buffer;
  /** False when the client still owes the end of its exchange, so nobody else may come between. */
  complete: boolean;
  deliver: (reply: Buffer) => void;
}

const syncAndRollback = Buffer.from('S\0\0\0\x04Q\0\0\0\x0dROLLBACK\0', 'latin1');

/**
 * Shares the one session of PGlite among several clients. A unit (everything a client sends up to its Sync) runs
 * whole, and while a client is in a transaction only its own units run.
 */
export class SessionQueue {
  private readonly db: PGlite;
  private readonly onLost: (error: unknown) => void;
  private waiting: Unit[] = [];
  private readonly gone = new Set<number>();
  private owner: number | null = null;
  private running = false;

  constructor(db: PGlite, onLost: (error: unknown) => void) {
    this.db = db;
    this.onLost = onLost;
  }

  add(unit: Unit): void {
    this.waiting.push(unit);
    if (!this.running) void this.drain();
  }

  /** Forgets a client that went away: its units, and its transaction if one is open. */
  leave(clientId: number): void {
    this.waiting = this.waiting.filter((unit) => unit.clientId !== clientId);
    this.gone.add(clientId);
    if (!this.running) void this.drain();
  }

  private async drain(): Promise<void> {
    this.running = true;
    try {
      for (let unit = this.next(); unit; unit = this.next()) await this.run(unit);
      this.gone.clear();
    } catch (error) {
      this.onLost(error);
      return;
    }
    this.running = false;
  }

  private next(): Unit | undefined {
    const owner = this.owner;
    if (owner !== null && this.gone.has(owner)) {
      return { clientId: owner, bytes: syncAndRollback, complete: true, deliver: () => {} };
    }
    const index = owner === null ? 0 : this.waiting.findIndex((unit) => unit.clientId === owner);
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private async run(unit: Unit): Promise<void> {
    await this.db.runExclusive(() =>
      this.db.execProtocolRawStream(unit.bytes, {
        onRawData: (data) => unit.deliver(Buffer.from(data)),
      }),
    );
    this.owner = this.db.isInTransaction() || !unit.complete ? unit.clientId : null;
  }
}
