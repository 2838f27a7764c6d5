-- At which index version a document was last saved or deleted, so that other processes can follow.
create table document_changes (
  document_id text primary key,
  index_version bigint not null
);
create index document_changes_by_version on document_changes (index_version);

-- Texts that some process is making the vector of.
create table vector_claims (
  model_id text not null,
  content_hash text not null,
  until timestamptz not null,
  primary key (model_id, content_hash)
);

-- Files and folders on their way into the knowledge base. The file's bytes are dropped when the job has ended.
create table ingestion_jobs (
  id text primary key,
  kind text not null,
  name text not null,
  created_at timestamptz not null,
  state jsonb not null,
  attempts integer not null default 0,
  defaults jsonb,
  file bytea
);
create index ingestion_jobs_by_age on ingestion_jobs (created_at);
