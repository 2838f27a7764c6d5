import type { Pool } from 'pg';
import type { AnswerUse, AnswerUses } from '../../../ports/answer-uses.ts';
import { run } from '../statement.ts';

const text = `
  with repeated as (
    select message_id, cache ->> 'answeredBy' as original
    from receipts
    where served_by in ('exact', 'semantic') and cache ->> 'answeredBy' = any($1::text[])
  ), given as (
    select original, message_id, 1 as hit from repeated
    union all
    select id, id, 0 from messages where id = any($1::text[])
  )
  select given.original, sum(given.hit)::int as hits,
    count(*) filter (where messages.feedback ->> 'verdict' = 'up')::int as up,
    count(*) filter (where messages.feedback ->> 'verdict' = 'down')::int as down
  from given join messages on messages.id = given.message_id
  group by given.original
  having sum(given.hit) > 0 or count(messages.feedback) > 0`;

/** Counts over receipts and messages. One pass over the receipts of cached answers, for admins who look at entries. */
export function postgresAnswerUses(pool: Pool): AnswerUses {
  return {
    async of(messageIds) {
      if (messageIds.length === 0) return new Map();
      const rows = await run<{ original: string; hits: number; up: number; down: number }>(
        pool,
        { name: 'answer-uses', text },
        [messageIds],
      );
      return new Map(
        rows.map(({ original, hits, up, down }): [string, AnswerUse] => [
          original,
          { hits, thumbsUp: up, thumbsDown: down },
        ]),
      );
    },
  };
}
