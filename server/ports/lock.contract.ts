import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Locks } from './lock.ts';

/** What every Locks does. */
export function describeLocksContract(name: string, makeAdapter: () => Promise<Locks>): void {
  describe(`${name} as Locks`, () => {
    let locks: Locks;
    let lockName: string;

    beforeEach(async () => {
      locks = await makeAdapter();
      lockName = `test-${randomUUID()}`;
    });
    afterEach(() => locks.close());

    it('gives a lock to one holder at a time', async () => {
      const held = await locks.tryAcquire(lockName, 5000);
      expect(held?.lost.aborted).toBe(false);
      expect(await locks.tryAcquire(lockName, 5000)).toBeNull();
      expect(await locks.tryAcquire(`${lockName}-other`, 5000)).not.toBeNull();
      await held?.release();
      expect(await locks.tryAcquire(lockName, 5000)).not.toBeNull();
    });

    it('gives it to exactly one of many who ask at once', async () => {
      const asked = Array.from({ length: 20 }, () => locks.tryAcquire(lockName, 5000));
      const answers = await Promise.all(asked);
      expect(answers.filter((held) => held !== null)).toHaveLength(1);
    });

    it('does not let a second release take the lock from its next holder', async () => {
      const first = await locks.tryAcquire(lockName, 5000);
      await first?.release();
      const second = await locks.tryAcquire(lockName, 5000);
      await first?.release();
      expect(second?.lost.aborted).toBe(false);
      expect(await locks.tryAcquire(lockName, 5000)).toBeNull();
    });

    it('keeps the lock past its expiry for as long as it is held', async () => {
      const held = await locks.tryAcquire(lockName, 300);
      await new Promise((resolve) => setTimeout(resolve, 900));
      expect(held?.lost.aborted).toBe(false);
      expect(await locks.tryAcquire(lockName, 300)).toBeNull();
      await held?.release();
    });
  });
}
