import { answeredCondition } from './rate-conditions.ts';

/** One row for each assistant's message given within [$1, $2), with what its receipt says. Part of a `with` clause. */
export const turns = `
  turns as (
    select receipts.message_id, receipts.conversation_id, receipts.created_at, served_by,
      task_class, verdict, degraded, cache, prompt_tokens, attempts, cost_usd, reference_cost_usd,
      ttft_ms, total_ms, values_held_back, answer_status, feedback ->> 'verdict' as thumb,
      (select sum("inputTokens" + "outputTokens")
        from jsonb_to_recordset(attempts) as call (tier text, "inputTokens" float8, "outputTokens" float8)
        where tier <> 'extractive') as request_tokens
    from receipts
    join messages on messages.id = receipts.message_id
    where receipts.created_at >= $1::timestamptz and receipts.created_at < $2::timestamptz
  )`;

export const withTurns = `with ${turns}`;

/** Columns `NAME_percentiles` (p50, p95, p99) and `NAME_count` over the given column, of rows that fit the condition. */
export function percentileColumns(column: string, condition = 'true'): string {
  return `
    percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ${column})
      filter (where ${condition}) as ${column}_percentiles,
    count(${column}) filter (where ${condition})::float8 as ${column}_count`;
}

const promptParts = ['system', 'context', 'summary', 'history', 'question'] as const;

export const turnTotals = {
  text: (counts: string) => `
    ${withTurns}
    select ${counts},
      count(*) filter (where ${answeredCondition})::float8 as answers,
      coalesce(sum(cost_usd), 0)::float8 as cost_usd,
      coalesce(sum(reference_cost_usd), 0)::float8 as reference_cost_usd,
      ${promptParts.map((part) => `coalesce(sum((prompt_tokens ->> '${part}')::float8), 0)::float8 as prompt_${part}`).join(', ')},
      count(request_tokens)::float8 as requests,
      avg(request_tokens)::float8 as request_tokens_mean,
      percentile_cont(0.95) within group (order by request_tokens) as request_tokens_p95,
      ${percentileColumns('ttft_ms', answeredCondition)},
      ${percentileColumns('total_ms', answeredCondition)}
    from turns`,
};

export const servedByCounts = `
  ${withTurns} select served_by, count(*)::float8 as count from turns group by served_by`;

export const taskClassFigures = `
  ${withTurns}
  select task_class, count(*)::float8 as answers,
    count(*) filter (where answer_status = 'abstained' or verdict = 'abstained')::float8 as abstained,
    sum(cost_usd)::float8 as cost_usd, sum(reference_cost_usd)::float8 as reference_cost_usd,
    ${percentileColumns('ttft_ms')}
  from turns where ${answeredCondition} group by task_class order by answers desc, task_class`;

export const modelFigures = `
  ${withTurns}, calls as (
    select call.* from turns, jsonb_to_recordset(attempts) as call (model text, provider text,
      outcome text, "inputTokens" float8, "cachedInputTokens" float8, "outputTokens" float8,
      "costUsd" float8, "ttftMs" float8)
  )
  select model, provider, count(*)::float8 as calls,
    count(*) filter (where outcome = 'failed')::float8 as failed,
    sum("inputTokens")::float8 as input_tokens,
    sum("cachedInputTokens")::float8 as cached_input_tokens,
    sum("outputTokens")::float8 as output_tokens, sum("costUsd")::float8 as cost_usd,
    percentile_cont(array[0.5, 0.95, 0.99]) within group (order by "ttftMs") as ttft_ms_percentiles,
    count("ttftMs")::float8 as ttft_ms_count
  from calls group by model, provider order by cost_usd desc, calls desc, model`;

export const visitorFigures = `
  ${withTurns}
  select count(distinct visitor_id)::float8 as visitors,
    count(distinct (visitor_id, date_trunc('month', turns.created_at, 'UTC')))::float8 as visitor_months
  from turns join conversations on conversations.id = turns.conversation_id`;
