/** Mutual exclusion among all processes that share the same store. */
export interface Locks {
  /**
   * Takes the lock or returns null at once. It is prolonged until released; it falls free by itself at most
   * `expiryMs` after its holder died. `lost` aborts when the lock could not be prolonged.
   */
  tryAcquire(name: string, expiryMs: number): Promise<HeldLock | null>;
  close(): Promise<void>;
}

export interface HeldLock {
  readonly lost: AbortSignal;
  release(): Promise<void>;
}
