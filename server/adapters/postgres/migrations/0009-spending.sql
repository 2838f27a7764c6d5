-- Calls to models for no customer's answer, which no receipt names.
create table off_path_calls (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  purpose text not null,
  model text not null,
  provider text not null,
  outcome text not null,
  input_tokens integer not null,
  cached_input_tokens integer not null,
  output_tokens integer not null,
  cost_usd double precision not null
);
create index off_path_calls_by_time on off_path_calls (at);

-- What answers to an address cost on a day. The key is a keyed hash of both: it neither tells the address nor follows it to
-- another day.
create table address_spending (
  day date not null,
  address_key text not null,
  cost_usd double precision not null,
  primary key (day, address_key)
);
