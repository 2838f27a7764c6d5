import { z } from 'zod';
import type { SettingStore } from '../ports/setting-store.ts';
import type { Observation } from './observations.ts';

const countsSchema = z.object({
  exact: z.object({ compared: z.number(), wrong: z.number() }),
  semantic: z.object({ compared: z.number(), wrong: z.number() }),
});

export type HitAuditCounts = z.infer<typeof countsSchema>;

const key = 'caching.hit-audit';
const none: HitAuditCounts = {
  exact: { compared: 0, wrong: 0 },
  semantic: { compared: 0, wrong: 0 },
};

/** Counts, for all nodes together, how many of the hits that were answered afresh were wrong. */
export class HitAudit {
  readonly #settings: SettingStore;

  constructor(settings: SettingStore) {
    this.#settings = settings;
  }

  async note({ source, correct }: Observation): Promise<void> {
    if (source === 'miss') return;
    await this.#settings.update(key, (value) => {
      const counts = countsSchema.safeParse(value).data ?? none;
      const { compared, wrong } = counts[source];
      return { ...counts, [source]: { compared: compared + 1, wrong: wrong + (correct ? 0 : 1) } };
    });
  }

  async counts(): Promise<HitAuditCounts> {
    return countsSchema.safeParse((await this.#settings.get(key))?.value).data ?? none;
  }
}
