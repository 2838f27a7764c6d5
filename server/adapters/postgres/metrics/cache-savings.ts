/** One row for each answer that was repeated from a cache within [$1, $2), with what it saved. Part of a `with` clause. */
export const repeats = `
  repeats as (
    select hits.message_id, hits.served_by as tier,
      coalesce((hits.cache ->> 'originalCostUsd')::float8, originals.cost_usd, 0) as saved_usd,
      greatest(
        coalesce((hits.cache ->> 'originalMs')::float8, originals.total_ms) - hits.total_ms, 0
      ) as saved_ms
    from receipts hits
    left join receipts originals on originals.message_id = hits.cache ->> 'answeredBy'
    where hits.served_by in ('exact', 'semantic')
      and hits.created_at >= $1::timestamptz and hits.created_at < $2::timestamptz
  )`;

/** What each tier that serves whole answers saved. */
export const cacheSavings = `
  with ${repeats}
  select tier, sum(saved_usd)::float8 as saved_usd, coalesce(sum(saved_ms), 0)::float8 as saved_ms
  from repeats group by tier`;
