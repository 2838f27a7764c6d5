import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DeskhandError } from '../../errors.ts';
import type { SettingStore, StoredSetting } from '../../ports/setting-store.ts';
import { json, run } from './statement.ts';

/** Tries of an optimistic update. Each try that fails means that somebody else's succeeded. */
const maxTries = 50;

/** Settings in PostgreSQL. */
export class PostgresSettingStore implements SettingStore {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async get(key: string): Promise<StoredSetting | null> {
    const text = 'select value, version from settings where key = $1';
    const rows = await run<StoredSetting>(this.pool, { name: 'get-setting', text }, [key]);
    return rows[0] ?? null;
  }

  async set(key: string, value: unknown): Promise<StoredSetting> {
    const text = `
      insert into settings (key, value, version) values ($1, $2::jsonb, 1)
      on conflict (key) do update set value = excluded.value, version = settings.version + 1
      returning value, version`;
    const rows = await run<StoredSetting>(this.pool, { name: 'set-setting', text }, [
      key,
      json(value ?? null),
    ]);
    return rows[0] ?? { value, version: 1 };
  }

  async update(key: string, change: (value: unknown) => unknown): Promise<StoredSetting> {
    for (let tries = 0; tries < maxTries; tries++) {
      const present = await this.get(key);
      const replaced = await this.replace(key, change(present?.value ?? null), present);
      if (replaced) return replaced;
      await wait(Math.random() * 10);
    }
    throw new DeskhandError('storage-unavailable', {
      message: `The setting ${key} is changed by too many at once`,
      retryable: true,
    });
  }

  async delete(key: string): Promise<void> {
    const text = 'delete from settings where key = $1';
    await run(this.pool, { name: 'delete-setting', text }, [key]);
  }

  /** Null when the value is no longer the present one. */
  private async replace(
    key: string,
    value: unknown,
    present: StoredSetting | null,
  ): Promise<StoredSetting | null> {
    const statement = present
      ? {
          name: 'replace-setting',
          text: `
            update settings set value = $2::jsonb, version = version + 1
            where key = $1 and version = $3 returning value, version`,
        }
      : {
          name: 'insert-setting',
          text: `
            insert into settings (key, value, version) values ($1, $2::jsonb, 1 + $3::int)
            on conflict (key) do nothing returning value, version`,
        };
    const values = [key, json(value ?? null), present?.version ?? 0];
    const rows = await run<StoredSetting>(this.pool, statement, values);
    return rows[0] ?? null;
  }
}
