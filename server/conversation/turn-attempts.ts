import { LRUCache } from 'lru-cache';

/** Attempts after which no other is made and the customer is told so. */
const mostAttempts = 3;

type Attempts = { kind: 'settled' } | { kind: 'under-way' | 'failed'; count: number };

/** What this process has done about the messages of the last while, so that it looks after those that were lost and no others. */
export class TurnAttempts {
  readonly #messages = new LRUCache<string, Attempts>({ max: 20_000 });

  begin(messageId: string): void {
    this.#messages.set(messageId, { kind: 'under-way', count: this.#count(messageId) + 1 });
  }

  /** Its turn is over: it was answered, or somebody else sees to it. */
  settle(messageId: string): void {
    this.#messages.set(messageId, { kind: 'settled' });
  }

  /** Its turn ended and left nothing in the database. */
  fail(messageId: string): void {
    this.#messages.set(messageId, { kind: 'failed', count: this.#count(messageId) });
  }

  /** Another process may be at it: it is as if it had not been tried here. */
  forget(messageId: string): void {
    this.#messages.delete(messageId);
  }

  /** Whether a message that has no answer is lost as far as this process knows. */
  isLost(messageId: string): boolean {
    const attempts = this.#messages.get(messageId);
    if (attempts === undefined) return true;
    return attempts.kind === 'failed' && attempts.count < mostAttempts;
  }

  /** Whether it was tried as often as it will be, in vain. */
  isSpent(messageId: string): boolean {
    const attempts = this.#messages.get(messageId);
    return attempts?.kind === 'failed' && attempts.count >= mostAttempts;
  }

  #count(messageId: string): number {
    const attempts = this.#messages.get(messageId);
    return attempts === undefined || attempts.kind === 'settled' ? 0 : attempts.count;
  }
}
