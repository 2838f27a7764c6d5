import type { SettingStore } from '../ports/setting-store.ts';

/** Lessons of a measurement are not the installation's. */
export const nothingKept: SettingStore = {
  get: async () => null,
  set: async (_key, value) => ({ value, version: 1 }),
  update: async (_key, change) => ({ value: change(null), version: 1 }),
  delete: async () => {},
};
