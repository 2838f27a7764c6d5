import { z } from 'zod';
import type { Rate } from '../../shared/admin-figures.ts';
import { rateOf } from '../metrics/wilson-interval.ts';
import type { Clock } from '../ports/clock.ts';
import type { SettingStore } from '../ports/setting-store.ts';
import type { Observation } from './observations.ts';

const countSchema = z.object({ compared: z.number(), wrong: z.number() });
const auditSchema = z.object({
  exact: countSchema,
  semantic: countSchema,
  /** Of both tiers, by day. */
  days: z.record(z.string(), countSchema).default({}),
});

type Audit = z.infer<typeof auditSchema>;
type Count = z.infer<typeof countSchema>;
export type HitAuditCounts = Pick<Audit, 'exact' | 'semantic'>;

const key = 'caching.hit-audit';
const none = (): Count => ({ compared: 0, wrong: 0 });
const dayMs = 86_400_000;
/** How far back "lately" goes. */
const recentDays = 7;

/** Counts, for all nodes together, how many of the hits that were answered afresh were wrong. */
export class HitAudit {
  readonly #settings: SettingStore;
  readonly #clock: Pick<Clock, 'nowMs'>;

  constructor(settings: SettingStore, clock: Pick<Clock, 'nowMs'>) {
    this.#settings = settings;
    this.#clock = clock;
  }

  async note({ source, correct }: Observation): Promise<void> {
    if (source === 'miss') return;
    const wanted = this.#recentDays();
    const today = wanted[0] ?? '';
    await this.#settings.update(key, (value) => {
      const audit = read(value);
      const kept = Object.entries(audit.days).filter(([day]) => wanted.includes(day));
      const days = Object.fromEntries(kept);
      return {
        ...audit,
        [source]: plusOne(audit[source], correct),
        days: { ...days, [today]: plusOne(days[today] ?? none(), correct) },
      };
    });
  }

  async counts(): Promise<HitAuditCounts> {
    return read((await this.#settings.get(key))?.value);
  }

  /** The wrong-hit rate of the last seven days, both tiers together. */
  async recent(): Promise<Rate> {
    const { days } = read((await this.#settings.get(key))?.value);
    const counted = this.#recentDays().map((day) => days[day] ?? none());
    return rateOf(
      counted.reduce((sum, { wrong }) => sum + wrong, 0),
      counted.reduce((sum, { compared }) => sum + compared, 0),
    );
  }

  #recentDays(): string[] {
    const nowMs = this.#clock.nowMs();
    return Array.from({ length: recentDays }, (_, back) =>
      new Date(nowMs - back * dayMs).toISOString().slice(0, 10),
    );
  }
}

function read(value: unknown): Audit {
  return auditSchema.safeParse(value).data ?? { exact: none(), semantic: none(), days: {} };
}

function plusOne({ compared, wrong }: Count, correct: boolean): Count {
  return { compared: compared + 1, wrong: wrong + (correct ? 0 : 1) };
}
