-- A deleted document stays as a row without text, so that its versions keep growing when it comes back.
create table documents (
  id text primary key,
  title text not null,
  audience text not null,
  volatility text not null,
  locale text not null,
  site text not null,
  updated text not null,
  url text,
  version integer not null,
  content_hash text not null,
  markdown text not null,
  source text not null,
  deleted boolean not null default false
);

create table passages (
  document_id text not null,
  document_version integer not null,
  ordinal integer not null,
  id text not null,
  heading text not null,
  text text not null,
  content_hash text not null,
  tokens integer not null,
  primary key (document_id, document_version, ordinal)
);

-- Little-endian 32-bit floats.
create table vectors (
  model_id text not null,
  content_hash text not null,
  vector bytea not null,
  primary key (model_id, content_hash)
);

create table counters (
  name text primary key,
  value bigint not null
);
insert into counters values ('knowledge-index', 0);
