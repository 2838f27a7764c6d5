/*
 * One row for each time a conversation was begun within [$1, $2), with its outcomes. What they mean stands in
 * ports/metrics-store.ts. These are parts of a `with` clause; the last one is `episodes`.
 */

const candidates = `
  candidates as (
    select conversation_id from messages
    where role = 'customer' and created_at >= $1::timestamptz and created_at < $2::timestamptz
    union
    select conversation_id from transitions
    where kind in ('person-requested', 'queued') and at >= $1::timestamptz and at < $2::timestamptz
  )`;

/** Customer messages that were recognised as no real question. */
const asides = `
  asides as (
    select distinct messages.in_reply_to as id
    from candidates
    join receipts using (conversation_id)
    join messages on messages.id = receipts.message_id
    where receipts.task_class in ('small-talk', 'out-of-scope')
  )`;

const events = `
  events as (
    select messages.conversation_id, messages.created_at as at, messages.role as kind, position,
      asides.id is not null as aside, answer_status, feedback ->> 'verdict' as thumb,
      grounded, coalesce(task_class in ('small-talk', 'out-of-scope'), false) as small_talk,
      null as by, null as reason
    from candidates
    join messages using (conversation_id)
    left join receipts on receipts.message_id = messages.id
    left join asides on asides.id = messages.id
    union all
    select conversation_id, at, kind, null, false, null, null, null, false, by, reason
    from candidates
    join transitions using (conversation_id)
  )`;

/** A closing ends its round, so events count the closings strictly before them. */
const rounds = `
  rounds as (
    select *, count(*) filter (where kind = 'closed') over (
      partition by conversation_id order by at, kind = 'closed'
      rows between unbounded preceding and 1 preceding) as round
    from events
  )`;

const facts = `
  facts as (
    select conversation_id, round,
      min(at) filter (where kind in ('customer', 'person-requested', 'queued')) as started_at,
      max(at) as last_at,
      max(at) filter (where kind = 'customer') as last_asked_at,
      count(*) filter (where kind = 'customer' and not aside) as questions,
      count(*) filter (where grounded) as grounded_answers,
      count(*) filter (where kind = 'assistant' and not small_talk
        and answer_status <> 'stopped' and grounded is not true) as ungrounded_answers,
      min(at) filter (where kind in ('agent', 'person-requested', 'queued')) as person_at,
      count(*) filter (where kind in ('agent', 'person-requested', 'queued')) as person_events,
      count(*) filter (where thumb = 'up') as thumbs_up,
      count(*) filter (where thumb = 'down') as thumbs_down,
      coalesce(max(position) filter (where kind = 'customer'), 0) as asked_position,
      coalesce(max(position) filter (where kind = 'agent'
        or (kind = 'assistant' and answer_status in ('complete', 'abstained'))), 0)
        as answered_position,
      (array_agg(answer_status order by position desc) filter (where kind = 'assistant'))[1]
        as last_status,
      (array_agg(thumb order by position desc) filter (where thumb is not null))[1] as last_thumb,
      max(reason) filter (where kind = 'closed') as closed_reason,
      max(by) filter (where kind = 'closed') as closed_by
    from rounds
    group by conversation_id, round
  )`;

const ladder = `
  begun as (
    select facts.*, conversations.visitor_id,
      (questions > 0 or person_events > 0)
        and coalesce(closed_reason not in ('spam', 'duplicate'), true) as eligible,
      asked_position > answered_position
        and last_asked_at < now() - interval '10 minutes' as abandoned,
      person_events > 0 as handed_off
    from facts
    join conversations on conversations.id = facts.conversation_id
    where started_at >= $1::timestamptz and started_at < $2::timestamptz
  ), engaged as (
    select *, eligible and grounded_answers > 0 as engaged from begun
  ), contained as (
    select *, engaged and coalesce(
      person_at > coalesce(last_asked_at, started_at) + interval '72 hours', true) as contained
    from engaged
  ), resolved as (
    select *, contained and not coalesce(abandoned, false) and last_status = 'complete'
      and coalesce(last_thumb <> 'down', true)
      and coalesce(closed_reason <> 'not-solved', true) as assumed_resolved
    from contained
  ), verified as (
    select *, assumed_resolved and ungrounded_answers = 0 as verified from resolved
  ), confirmed as (
    select *, verified and ((thumbs_up > 0 and thumbs_down = 0)
      or (closed_by = 'customer' and closed_reason = 'solved')) as confirmed
    from verified
  )`;

/** Confirmed episodes of visitors who got an answer from one of the same documents within seven days. */
const returns = `
  cited as (
    select distinct conversation_id, round, visitor_id, last_at, document_id
    from confirmed
    join receipts using (conversation_id),
      jsonb_array_elements_text(document_ids) as document_id
    where confirmed and grounded and receipts.created_at between started_at and last_at
      and last_at <= now() - interval '7 days'
  ), returned as (
    select distinct cited.conversation_id, cited.round
    from cited
    join conversations again on again.visitor_id = cited.visitor_id
    join receipts later on later.conversation_id = again.id
      and later.created_at > cited.last_at
      and later.created_at <= cited.last_at + interval '7 days'
      and later.document_ids ? cited.document_id
  ), episodes as (
    select confirmed.*, confirmed and last_at <= now() - interval '7 days'
      and returned.conversation_id is null as durable
    from confirmed
    left join returned using (conversation_id, round)
  )`;

export const withEpisodes = `with ${[candidates, asides, events, rounds, facts, ladder, returns].join(',')}`;
