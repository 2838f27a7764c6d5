import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingStore } from './setting-store.ts';

export interface SettingStoreUnderTest {
  store: SettingStore;
  close(): Promise<void>;
}

export function describeSettingStoreContract(
  name: string,
  makeAdapter: () => Promise<SettingStoreUnderTest>,
): void {
  describe(`SettingStore on ${name}`, () => {
    let adapter: SettingStoreUnderTest;
    let store: SettingStore;
    beforeAll(async () => {
      adapter = await makeAdapter();
      store = adapter.store;
    });
    afterAll(() => adapter.close());

    it('knows nothing of an absent key', async () => {
      expect(await store.get(randomUUID())).toBeNull();
    });

    it.each([{ a: [1, { b: null }], text: 'ü "\\u0000"' }, [], 'text', 0, false, null])(
      'gives %j back as it was set, with growing versions',
      async (value) => {
        const key = randomUUID();
        expect(await store.set(key, value)).toEqual({ value, version: 1 });
        expect(await store.get(key)).toEqual({ value, version: 1 });
        expect(await store.set(key, 'other')).toEqual({ value: 'other', version: 2 });
      },
    );

    it('loses no update of those made at the same time', async () => {
      const key = randomUUID();
      const add = (value: unknown) => (typeof value === 'number' ? value : 0) + 1;
      await Promise.all(Array.from({ length: 12 }, () => store.update(key, add)));
      expect(await store.get(key)).toEqual({ value: 12, version: 12 });
    });

    it('leaves the value as it is when the change throws', async () => {
      const key = randomUUID();
      await store.set(key, 'kept');
      const failing = store.update(key, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.get(key)).toEqual({ value: 'kept', version: 1 });
    });

    it('forgets a deleted key', async () => {
      const key = randomUUID();
      await store.set(key, 1);
      await store.delete(key);
      expect(await store.get(key)).toBeNull();
    });
  });
}
