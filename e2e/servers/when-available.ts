import { describe, expect, it } from 'vitest';

/**
 * Runs the suite where the server is there. Where it is not, the suite is reported as skipped by name, and with `CI=true`
 * as failed. Call it at the top of a test file with what `inject` gives.
 */
export function whenAvailable<Value>(
  name: string,
  value: Value | null | undefined,
  suite: (value: Value) => void,
): void {
  if (value !== null && value !== undefined) {
    suite(value);
    return;
  }
  const isCi = process.env.CI === 'true';
  describe.skipIf(!isCi)(name, () => {
    it('is installed on this machine', () => {
      expect.fail(`${name} is not installed`);
    });
  });
}
