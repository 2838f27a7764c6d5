/** For each tier that serves whole answers, what the answers it repeated had cost and taken. Of hits within [$1, $2). */
export const cacheSavings = `
  select hits.served_by as tier,
    coalesce(sum(originals.cost_usd), 0)::float8 as saved_usd,
    coalesce(sum(greatest(originals.total_ms - hits.total_ms, 0)), 0)::float8 as saved_ms
  from receipts hits
  left join receipts originals on originals.message_id = hits.cache ->> 'answeredBy'
  where hits.served_by in ('exact', 'semantic')
    and hits.created_at >= $1::timestamptz and hits.created_at < $2::timestamptz
  group by hits.served_by`;
