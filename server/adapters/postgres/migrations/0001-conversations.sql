-- Hot tables carry no foreign keys: the one statement that stores a message also updates its conversation, so it cannot be an orphan.
create table conversations (
  id text primary key,
  visitor_id text not null,
  site text not null,
  locale text not null,
  state jsonb not null,
  state_kind text not null generated always as (state ->> 'kind') stored,
  created_at timestamptz not null,
  last_message_at timestamptz not null,
  last_position integer not null default 0,
  last_customer_position integer not null default 0,
  last_agent_position integer not null default 0,
  last_agent_name text
);
create index conversations_of_visitor on conversations (visitor_id, site, created_at desc);
create index conversations_waiting on conversations (state_kind) where state_kind in ('queued', 'agent');
create index conversations_by_time on conversations (created_at);

create table messages (
  id text primary key,
  conversation_id text not null,
  position integer not null,
  role text not null,
  text text not null,
  created_at timestamptz not null,
  client_message_id text,
  in_reply_to text,
  answer_status text,
  sources jsonb,
  author_name text,
  feedback jsonb
);
create unique index messages_in_order on messages (conversation_id, position);
create unique index messages_of_client on messages (conversation_id, client_message_id)
  where client_message_id is not null;
create index messages_replies on messages (in_reply_to) where in_reply_to is not null;
create index messages_by_time on messages (role, created_at);

-- The columns after `receipt` are taken out of it by the database, so that figures over many receipts
-- neither read nor unpack the whole documents.
create table receipts (
  message_id text primary key,
  conversation_id text not null,
  created_at timestamptz not null,
  receipt jsonb not null,
  served_by text not null generated always as (receipt ->> 'servedBy') stored,
  task_class text not null generated always as (receipt ->> 'taskClass') stored,
  verdict text not null generated always as (receipt #>> '{verification,verdict}') stored,
  degraded boolean not null generated always as ((receipt #>> '{retrieval,degraded}')::boolean) stored,
  cache jsonb not null generated always as (receipt -> 'cache') stored,
  prompt_tokens jsonb not null generated always as (receipt -> 'promptTokens') stored,
  attempts jsonb not null generated always as (receipt -> 'attempts') stored,
  cost_usd double precision not null
    generated always as ((receipt ->> 'costUsd')::double precision) stored,
  reference_cost_usd double precision not null
    generated always as ((receipt ->> 'referenceCostUsd')::double precision) stored,
  ttft_ms double precision not null
    generated always as ((receipt ->> 'ttftMs')::double precision) stored,
  total_ms double precision not null
    generated always as ((receipt ->> 'totalMs')::double precision) stored
);
create index receipts_by_time on receipts (created_at);
create index receipts_of_conversation on receipts (conversation_id);

create table transitions (
  id bigint generated always as identity primary key,
  conversation_id text not null,
  at timestamptz not null,
  kind text not null,
  by text not null,
  actor_id text,
  reason text
);
create index transitions_of_conversation on transitions (conversation_id, at);
