/*
 * The statements that every turn waits for. Each is one round trip, and the order of messages comes from the
 * conversation's row: whoever updates it first is first, and the conditions on it are checked again after waiting.
 */

/**
 * $1 id, $2 conversation, $3 role, $4 text, $5 time, $6 client's id, $7 author, $8 visitor or null, $9 expected position or null,
 * $10 in reply to, $11 answer status, $12 sources. No row: refused or a duplicate, to be looked up.
 */
export const appendMessage = {
  name: 'append-message',
  text: `
    with target as (
      update conversations set
        last_position = last_position + 1,
        last_message_at =
          case last_position when 0 then $5::timestamptz else greatest(last_message_at, $5) end,
        last_customer_position =
          case $3::text when 'customer' then last_position + 1 else last_customer_position end,
        last_agent_position =
          case $3::text when 'agent' then last_position + 1 else last_agent_position end,
        last_agent_name = case $3::text when 'agent' then $7::text else last_agent_name end
      where id = $2
        and ($8::text is null or visitor_id = $8)
        and ($9::int is null or (last_customer_position <= $9
          and (last_agent_position <= $9 or last_agent_name is not distinct from $7)))
        and not exists (
          select from messages where conversation_id = $2 and client_message_id = $6)
      returning *
    ), stored as (
      insert into messages (id, conversation_id, position, role, text, created_at,
        client_message_id, author_name, in_reply_to, answer_status, sources)
      select $1, $2, last_position, $3, $4, $5, $6, $7, $10, $11, $12::jsonb from target
      on conflict do nothing
      returning position
    )
    select target.* from target, stored`,
};

/**
 * $1 id, $2 conversation, $3 role, $4 text, $5 time, $6 in reply to, $7 status, $8 sources, $9 author, $10 receipt, $11 its time,
 * $12 whether it is limited.
 * No row: stored before, or no such conversation.
 */
export const appendAnswer = {
  name: 'append-answer',
  text: `
    with target as (
      update conversations set
        last_position = last_position + 1,
        last_message_at =
          case last_position when 0 then $5::timestamptz else greatest(last_message_at, $5) end
      where id = $2 and not exists (select from messages where id = $1)
      returning last_position
    ), stored as (
      insert into messages (id, conversation_id, position, role, text, created_at,
        in_reply_to, answer_status, sources, author_name, limited)
      select $1, $2, last_position, $3, $4, $5, $6, $7, $8::jsonb, $9, $12 from target
      on conflict do nothing
      returning position
    ), proof as (
      insert into receipts (message_id, conversation_id, created_at, receipt)
      select $1, $2, $11::timestamptz, $10::jsonb from stored
      on conflict do nothing
    )
    select position from stored`,
};

/** $1 conversation, $2 visitor or null, $3 client's message id, $4 message id. Tells why a message was not stored. */
export const lookUpRefused = {
  name: 'look-up-refused',
  text: `
    select conversations.last_position as thread_position, messages.*
    from conversations
    left join messages on messages.conversation_id = conversations.id
      and (messages.client_message_id = $3 or messages.id = $4)
    where conversations.id = $1 and ($2::text is null or conversations.visitor_id = $2)
    limit 1`,
};

/** $1 conversation, $2 kinds of state to leave, $3 new state, $4 time, $5 kind, $6 by, $7 actor, $8 reason, $9 agent who must have it or null. */
export const changeState = {
  name: 'change-state',
  text: `
    with moved as (
      update conversations set state = $3::jsonb
      where id = $1 and state_kind = any ($2::text[])
        and ($9::text is null or state ->> 'agentId' = $9)
      returning *
    ), noted as (
      insert into transitions (conversation_id, at, kind, by, actor_id, reason)
      select id, $4::timestamptz, $5, $6, $7, $8 from moved
    )
    select * from moved`,
};

/** $1 message, $2 feedback. The row is locked before it is read, so that what was said before is told to one only. */
export const saveFeedback = {
  name: 'save-feedback',
  text: `
    with judged as (
      select id, feedback from messages
      where id = $1 and role in ('assistant', 'agent')
      for update
    )
    update messages set feedback = $2::jsonb
    from judged where messages.id = judged.id
    returning messages.*, judged.feedback as previous`,
};

/**
 * Queued and taken conversations with their last message, in order of when they came to be in the hands of people: one that an
 * agent had keeps its place when it is queued again, and of two in the same millisecond the first is the first.
 */
export const listWaiting = {
  name: 'list-waiting',
  text: `
    select conversations.*, coalesce(last.text, '') as last_text, coalesce(last.role, '') as last_role,
      coalesce(began.at, conversations.created_at) as handed_off_at
    from conversations
    left join lateral (
      select text, role from messages
      where conversation_id = conversations.id order by position desc limit 1
    ) last on true
    left join lateral (
      select min(at) as at, min(id) as id from transitions
      where conversation_id = conversations.id
        and kind in ('queued', 'person-requested', 'taken')
        and not exists (
          select from transitions later
          where later.conversation_id = conversations.id
            and later.id > transitions.id
            and later.kind in ('returned', 'closed', 'reopened'))
    ) began on true
    where state_kind in ('queued', 'agent')
    order by handed_off_at, began.id, conversations.id`,
};

/**
 * $1 earliest time, $2 time before which, or null. A message that a person has taken care of, or that stood before a change of
 * hands, is not unanswered; but one that is the last word when the conversation comes back to the assistant is, from then on.
 */
export const listUnanswered = {
  name: 'list-unanswered',
  text: `
    select messages.*
    from (
      select id from messages
      where role = 'customer'
        and created_at >= $1::timestamptz
        and ($2::timestamptz is null or created_at < $2)
        and not exists (
          select from transitions
          where transitions.conversation_id = messages.conversation_id
            and transitions.at >= messages.created_at
            and transitions.kind in ('person-requested', 'queued', 'taken', 'returned', 'closed'))
      union
      select last.id
      from transitions returned
      join conversations on conversations.id = returned.conversation_id
      join messages last on last.conversation_id = conversations.id
        and last.position = conversations.last_position
      where returned.kind = 'returned'
        and returned.at >= $1::timestamptz
        and ($2::timestamptz is null or returned.at < $2)
        and last.role = 'customer'
        and last.created_at <= returned.at
        and not exists (
          select from transitions later
          where later.conversation_id = returned.conversation_id and later.id > returned.id)
    ) open
    join messages using (id)
    join conversations on conversations.id = messages.conversation_id
    where conversations.state_kind = 'assistant'
      and not exists (select from messages reply where reply.in_reply_to = messages.id)
    order by messages.created_at, messages.conversation_id, messages.position`,
};

/**
 * $1 time, $2 how many. A conversation that is being written in is locked, and left; one that is written in while it is deleted is
 * gone for the writer. The condition on its creation says nothing new, but there is an index for it.
 */
export const deleteIdle = {
  name: 'delete-idle',
  text: `
    with idle as (
      select id from conversations
      where created_at < $1::timestamptz
        and last_message_at < $1
        and state_kind in ('assistant', 'closed')
        and not exists (
          select from transitions
          where transitions.conversation_id = conversations.id and transitions.at >= $1)
      order by created_at limit $2
      for update skip locked
    ), no_messages as (
      delete from messages using idle where messages.conversation_id = idle.id
    ), no_receipts as (
      delete from receipts using idle where receipts.conversation_id = idle.id
    ), no_transitions as (
      delete from transitions using idle where transitions.conversation_id = idle.id
    )
    delete from conversations using idle where conversations.id = idle.id
    returning conversations.id`,
};
