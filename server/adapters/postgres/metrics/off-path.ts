import type { Statement } from '../statement.ts';

/** Calls within [$1, $2), by what they were for. */
export const offPathFigures: Statement = {
  name: 'off-path-figures',
  text: `
    select purpose, count(*)::float8 as calls, sum(input_tokens)::float8 as input_tokens,
      sum(cached_input_tokens)::float8 as cached_input_tokens,
      sum(output_tokens)::float8 as output_tokens, sum(cost_usd)::float8 as cost_usd
    from off_path_calls where at >= $1::timestamptz and at < $2::timestamptz
    group by purpose order by cost_usd desc, purpose`,
};

/** $3 is the bucket. Columns are named as in \`SeriesPoint\`. */
export const offPathPoints: Statement = {
  name: 'off-path-points',
  text: `
    select date_trunc($3, at, 'UTC') as bucket, sum(cost_usd)::float8 as "offPathCostUsd"
    from off_path_calls where at >= $1::timestamptz and at < $2::timestamptz
    group by bucket`,
};
