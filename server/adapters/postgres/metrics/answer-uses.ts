import type { Pool } from 'pg';
import type { AnswerUse, AnswerUses } from '../../../ports/answer-uses.ts';
import { run } from '../statement.ts';

const text = `
  with repeated as (
    select message_id, cache ->> 'answeredBy' as original, served_by as tier
    from receipts
    where served_by in ('exact', 'semantic') and cache ->> 'answeredBy' = any($1::text[])
  ), given as (
    select original, message_id, tier from repeated
    union all
    select id, id, null from messages where id = any($1::text[])
  )
  select given.original,
    count(*) filter (where tier = 'exact')::int as exact,
    count(*) filter (where tier = 'semantic')::int as semantic,
    count(*) filter (where messages.feedback ->> 'verdict' = 'up')::int as up,
    count(*) filter (where messages.feedback ->> 'verdict' = 'down')::int as down
  from given join messages on messages.id = given.message_id
  group by given.original
  having count(tier) > 0 or count(messages.feedback) > 0`;

interface UseRow {
  original: string;
  exact: number;
  semantic: number;
  up: number;
  down: number;
}

/** Counts over receipts and messages. One pass over the receipts of cached answers, for admins who look at entries. */
export function postgresAnswerUses(pool: Pool): AnswerUses {
  return {
    async of(messageIds) {
      if (messageIds.length === 0) return new Map();
      const rows = await run<UseRow>(pool, { name: 'answer-uses', text }, [messageIds]);
      return new Map(
        rows.map(({ original, exact, semantic, up, down }): [string, AnswerUse] => [
          original,
          { exactHits: exact, semanticHits: semantic, thumbsUp: up, thumbsDown: down },
        ]),
      );
    },
  };
}
