-- An answer is grounded when it cites passages and does not say that it does not know.
alter table receipts
  add column grounded boolean not null generated always as (
    receipt #>> '{verification,verdict}' <> 'abstained'
    and jsonb_array_length(receipt -> 'citations') > 0
  ) stored,
  add column document_ids jsonb not null generated always as (
    jsonb_path_query_array(receipt, '$.citations[*].documentId')
  ) stored,
  add column values_held_back integer not null generated always as (
    jsonb_array_length(receipt #> '{verification,unsupported}')
  ) stored;

create index messages_judged on messages (created_at) where feedback is not null;
create index transitions_by_time on transitions (kind, at);
