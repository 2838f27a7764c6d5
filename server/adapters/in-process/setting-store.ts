import type { SettingStore, StoredSetting } from '../../ports/setting-store.ts';

/** Settings that end with the process: for what must begin with nothing learned. */
export function settingsInMemory(): SettingStore {
  const kept = new Map<string, StoredSetting>();
  const set = (key: string, value: unknown): StoredSetting => {
    const stored = { value, version: (kept.get(key)?.version ?? 0) + 1 };
    kept.set(key, stored);
    return stored;
  };
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => set(key, value),
    update: async (key, change) => set(key, change(kept.get(key)?.value ?? null)),
    delete: async (key) => void kept.delete(key),
  };
}
