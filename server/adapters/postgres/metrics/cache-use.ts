import type { CacheUse, ClassUse } from '../../../../shared/admin-caches.ts';
import type { TaskClass } from '../../../../shared/receipt.ts';
import type { Statement } from '../statement.ts';
import { repeats } from './cache-savings.ts';
import { numberOf } from './metrics-rows.ts';
import { withTurns } from './turns.ts';

const tiers = ['exact', 'semantic', 'fragment'] as const;

const counts = tiers.map(
  (tier) => `
      count(*) filter (where cache ->> '${tier}' <> 'skipped')::float8 as ${tier}_lookups,
      count(*) filter (where cache ->> '${tier}' = 'hit')::float8 as ${tier}_hits`,
);

const wasAsked = `(cache ->> 'exact' <> 'skipped' or cache ->> 'semantic' <> 'skipped')`;

/** $3 is the bucket. */
export const cacheUseRows: Statement = {
  name: 'cache-use',
  text: `
    ${withTurns}, ${repeats}
    select date_trunc($3, created_at, 'UTC') as bucket, task_class, ${counts.join(',')},
      count(*) filter (where ${wasAsked})::float8 as answers_lookups,
      count(repeats.tier)::float8 as answers_hits,
      coalesce(sum(saved_usd), 0)::float8 as saved_usd,
      coalesce(sum(saved_ms), 0)::float8 as saved_ms
    from turns left join repeats using (message_id)
    where ${wasAsked} or cache ->> 'fragment' <> 'skipped'
    group by bucket, task_class order by bucket, task_class`,
};

export type CacheUseRow = Record<string, unknown> & { bucket: Date; task_class: TaskClass };

/** The rows as one point for each of the buckets. */
export function toCacheUse(bucket: CacheUse['bucket'], starts: string[], rows: CacheUseRow[]) {
  const byStart = Map.groupBy(rows, (row) => row.bucket.toISOString());
  const points = starts.map((at) => ({ at, classes: (byStart.get(at) ?? []).map(toClassUse) }));
  return { bucket, points } satisfies CacheUse;
}

function toClassUse(row: CacheUseRow): ClassUse {
  const of = (column: string) => numberOf(row, column);
  const use = (name: string) => ({ lookups: of(`${name}_lookups`), hits: of(`${name}_hits`) });
  return {
    taskClass: row.task_class,
    exact: use('exact'),
    semantic: use('semantic'),
    fragment: use('fragment'),
    answers: use('answers'),
    savedUsd: of('saved_usd'),
    savedMs: of('saved_ms'),
  };
}
