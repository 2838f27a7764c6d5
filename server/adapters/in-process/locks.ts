import type { HeldLock, Locks } from '../../ports/lock.ts';

/** Locks of one process. A holder cannot die without the process, so nothing expires and none is ever lost. */
export class InProcessLocks implements Locks {
  readonly #held = new Map<string, symbol>();

  async tryAcquire(name: string, _expiryMs: number): Promise<HeldLock | null> {
    if (this.#held.has(name)) return null;
    const token = Symbol(name);
    this.#held.set(name, token);
    return {
      lost: new AbortController().signal,
      release: async () => {
        if (this.#held.get(name) === token) this.#held.delete(name);
      },
    };
  }

  async close(): Promise<void> {
    this.#held.clear();
  }
}
