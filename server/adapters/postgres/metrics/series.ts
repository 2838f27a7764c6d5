import type { SeriesPoint } from '../../../../shared/admin-figures.ts';
import type { Statement } from '../statement.ts';
import { withEpisodes } from './episodes.ts';
import { answeredCondition } from './rate-conditions.ts';
import { withTurns } from './turns.ts';

/** A bucket in which nothing happened. */
export const emptyPoint: Omit<SeriesPoint, 'at'> = {
  conversations: 0,
  answers: 0,
  costUsd: 0,
  offPathCostUsd: 0,
  referenceCostUsd: 0,
  inputTokens: 0,
  outputTokens: 0,
  requestTokensMean: null,
  requestTokensP95: null,
  ttftP50Ms: null,
  ttftP95Ms: null,
  inBudget: 0,
  overBudget: 0,
  exactHits: 0,
  semanticHits: 0,
  fragmentHits: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  eligible: 0,
  contained: 0,
};

const ofAttempts = (field: string) => `
  sum((select sum((call ->> '${field}')::float8) from jsonb_array_elements(attempts) call))`;

/** $3 is the bucket, $4 the latency budget of a whole answer. Columns are named as in `SeriesPoint`. */
export const turnPoints: Statement = {
  name: 'turn-points',
  text: `
    ${withTurns}
    select date_trunc($3, created_at, 'UTC') as bucket,
      count(*) filter (where ${answeredCondition})::float8 as answers,
      sum(cost_usd)::float8 as "costUsd",
      sum(reference_cost_usd)::float8 as "referenceCostUsd",
      coalesce(${ofAttempts('inputTokens')}, 0)::float8 as "inputTokens",
      coalesce(${ofAttempts('outputTokens')}, 0)::float8 as "outputTokens",
      percentile_cont(0.5) within group (order by ttft_ms)
        filter (where ${answeredCondition}) as "ttftP50Ms",
      percentile_cont(0.95) within group (order by ttft_ms)
        filter (where ${answeredCondition}) as "ttftP95Ms",
      avg(request_tokens)::float8 as "requestTokensMean",
      percentile_cont(0.95) within group (order by request_tokens) as "requestTokensP95",
      count(*) filter (where ${answeredCondition} and total_ms <= $4::float8)::float8 as "inBudget",
      count(*) filter (where ${answeredCondition} and total_ms > $4::float8)::float8 as "overBudget",
      count(*) filter (where cache ->> 'exact' = 'hit')::float8 as "exactHits",
      count(*) filter (where cache ->> 'semantic' = 'hit')::float8 as "semanticHits",
      count(*) filter (where cache ->> 'fragment' = 'hit')::float8 as "fragmentHits",
      count(*) filter (where thumb = 'up')::float8 as "thumbsUp",
      count(*) filter (where thumb = 'down')::float8 as "thumbsDown"
    from turns group by bucket`,
};

export const episodePoints: Statement = {
  name: 'episode-points',
  text: `
    ${withEpisodes}
    select date_trunc($3, started_at, 'UTC') as bucket,
      count(*)::float8 as conversations,
      count(*) filter (where eligible)::float8 as eligible,
      count(*) filter (where contained)::float8 as contained
    from episodes group by bucket`,
};
