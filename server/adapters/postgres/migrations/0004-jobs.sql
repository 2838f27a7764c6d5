create table jobs (
  id bigint generated always as identity primary key,
  name text not null,
  key text,
  payload jsonb not null,
  state text not null default 'waiting',
  run_at timestamptz not null,
  attempts integer not null default 0,
  retries integer not null,
  locked_until timestamptz,
  error text,
  created_at timestamptz not null,
  finished_at timestamptz
);
create unique index jobs_waiting_once on jobs (name, key) where state = 'waiting' and key is not null;
create index jobs_due on jobs (name, run_at) where state = 'waiting';
create index jobs_running on jobs (locked_until) where state = 'running';

create table job_schedules (
  name text primary key,
  every_ms bigint not null,
  next_at timestamptz not null
);
