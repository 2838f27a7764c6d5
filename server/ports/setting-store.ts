/** Small state that parts of the server keep: what was calibrated, learned or chosen. A value is any JSON. */
export interface StoredSetting {
  value: unknown;
  /** Grows by one with every change, from 1. */
  version: number;
}

/** Throws DeskhandError `storage-unavailable` (retryable) when the database cannot be reached. */
export interface SettingStore {
  get(key: string): Promise<StoredSetting | null>;
  set(key: string, value: unknown): Promise<StoredSetting>;
  /**
   * Replaces the value by what `change` makes of it (null: none yet). When somebody else changed it meanwhile, `change` is
   * called again with the new value, so it must have no effects of its own.
   */
  update(key: string, change: (value: unknown) => unknown): Promise<StoredSetting>;
  delete(key: string): Promise<void>;
}
