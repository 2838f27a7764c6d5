import type { ConversationLine, RateName } from '../../../../shared/admin-figures.ts';
import type { BehindQuery } from '../../../ports/metrics-store.ts';
import { type ConversationRow, toConversation } from '../conversation-rows.ts';
import type { Statement } from '../statement.ts';
import { withEpisodes } from './episodes.ts';
import { type RateConditions, rateConditions } from './rate-conditions.ts';
import { turns, withTurns } from './turns.ts';

export interface LineRow extends ConversationRow {
  /** The newest of what put the conversation on the list, to the microsecond. */
  at: string;
  first_text: string;
  message_count: number;
  cost_usd: number;
  thumbs_up: number;
  thumbs_down: number;
}

/**
 * Lists conversations behind a rate. $1 and $2 range, $3 and $4 latency budgets, $5 and $6 where the page before
 * ended or null, $7 how many, $8 class of question and $9 model, or null.
 */
export function behindStatement(
  name: RateName | undefined,
  side: BehindQuery['side'],
): Statement & { usesBudget: boolean } {
  return {
    name: `behind-${name ?? 'all'}-${name ? side : ''}`,
    usesBudget: name !== undefined && rateConditions[name].of === 'turns',
    text: name ? listOf(rateConditions[name], side) : listAll,
  };
}

function listOf(conditions: RateConditions, side: BehindQuery['side']): string {
  const { of, denominator, numerator } = conditions;
  const sides = {
    numerator: `(${numerator})`,
    remainder: `not coalesce(${numerator}, false)`,
    denominator: 'true',
  };
  if (of === 'turns') {
    return `
      ${withTurns}, listed as (
        select conversation_id, max(created_at) as at from turns
        where ${denominator} and ${sides[side]} and ${asChosen} group by conversation_id
      )
      ${lines}`;
  }
  return `
    ${withEpisodes}, ${turns}, listed as (
      select conversation_id, max(started_at) as at from episodes
      where ${denominator} and ${sides[side]} and ${withChosen} group by conversation_id
    )
    ${lines}`;
}

/** Whether a turn is of the class, and called the model, that were chosen. */
const asChosen = `
  ($8::text is null or task_class = $8) and ($9::text is null or exists (
    select from jsonb_array_elements(attempts) as call where call ->> 'model' = $9))`;

/** The same of a conversation, which needs one such turn. */
const withChosen = `
  (($8::text is null and $9::text is null)
    or conversation_id in (select conversation_id from turns where ${asChosen}))`;

/** Parameters that a variant does not use must still have a type. */
const lines = `
  , page as (
    select listed.* from listed
    where ($5::text is null or (at, conversation_id) < ($5::timestamptz, $6::text))
      and ($3::float8 is null or true) and ($4::float8 is null or true)
    order by at desc, conversation_id desc limit $7::int
  )
  select conversations.*, page.at::text as at,
    coalesce((select left(text, 200) from messages
      where conversation_id = page.conversation_id and role = 'customer'
      order by position limit 1), '') as first_text,
    (select count(*)::int from messages where conversation_id = page.conversation_id)
      as message_count,
    (select coalesce(sum(cost_usd), 0)::float8 from receipts
      where conversation_id = page.conversation_id) as cost_usd,
    (select count(*)::int from messages
      where conversation_id = page.conversation_id and feedback ->> 'verdict' = 'up') as thumbs_up,
    (select count(*)::int from messages
      where conversation_id = page.conversation_id and feedback ->> 'verdict' = 'down')
      as thumbs_down
  from page join conversations on conversations.id = page.conversation_id
  order by page.at desc, page.conversation_id desc`;

const listAll = `
  ${withTurns}, listed as (
    select conversation_id, max(created_at) as at from messages
    where created_at >= $1::timestamptz and created_at < $2::timestamptz and ${withChosen}
    group by conversation_id
  )
  ${lines}`;

export function toLine(row: LineRow): ConversationLine {
  return {
    conversation: toConversation(row),
    firstText: row.first_text,
    messages: row.message_count,
    costUsd: row.cost_usd,
    thumbsUp: row.thumbs_up,
    thumbsDown: row.thumbs_down,
  };
}

export function encodeCursor(row: LineRow): string {
  return Buffer.from(JSON.stringify([row.at, row.id])).toString('base64url');
}

/** Where the page before ended; null for the first page, and for what no page gave. */
export function decodeCursor(
  cursor: string | undefined,
): { at: string; conversationId: string } | null {
  if (cursor === undefined) return null;
  try {
    const [at, conversationId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const known = typeof conversationId === 'string' && !Number.isNaN(Date.parse(at));
    return known ? { at, conversationId } : null;
  } catch {
    return null;
  }
}
