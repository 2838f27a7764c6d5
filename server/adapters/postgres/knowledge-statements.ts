/** Counts a change of the document $1 that the statement made in its part of that name. */
const countedWhere = (changed: string): string => `
    counted as (
      update counters set value = value + 1
      where name = 'knowledge-index' and exists (select from ${changed})
      returning value
    ), noted as (
      insert into document_changes (document_id, index_version) select $1, value from counted
      on conflict (document_id) do update set index_version = excluded.index_version
    )`;

/**
 * $1 id, $2 title, $3 audience, $4 volatility, $5 locale, $6 site, $7 updated, $8 url, $9 content hash, $10 markdown, $11 source,
 * $12 passages, $13 hash of the folder's file, null for what did not come from there. No row: nothing changed. Passages carry the
 * version they belong to, and only those of the document's current version are ever read, so a document and its passages change in
 * one moment.
 */
export const saveDocument = {
  name: 'save-document',
  text: `
    with saved as (
      insert into documents (id, title, audience, volatility, locale, site, updated, url,
        version, content_hash, markdown, source, file_hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $13)
      on conflict (id) do update set
        title = excluded.title, audience = excluded.audience, volatility = excluded.volatility,
        locale = excluded.locale, site = excluded.site, updated = excluded.updated,
        url = excluded.url, version = documents.version + 1,
        content_hash = excluded.content_hash, markdown = excluded.markdown,
        source = excluded.source, deleted = false,
        file_hash = coalesce(excluded.file_hash, documents.file_hash),
        file_won_over = case
          when excluded.file_hash is null then null
          when documents.deleted and documents.file_hash is not null then 'deletion'
          when documents.source = 'upload' and not documents.deleted then 'upload'
          else documents.file_won_over
        end
      where (documents.deleted
        or (documents.title, documents.audience, documents.volatility, documents.locale,
            documents.site, documents.updated, documents.url, documents.content_hash)
          is distinct from (excluded.title, excluded.audience, excluded.volatility,
            excluded.locale, excluded.site, excluded.updated, excluded.url, excluded.content_hash))
        and (excluded.file_hash is null
          or documents.file_hash is distinct from excluded.file_hash
          or (documents.source = 'folder' and not documents.deleted))
      returning version
    ), same_text as (
      update documents set file_hash = $13
      where id = $1 and $13::text is not null and file_hash is distinct from $13
        and not exists (select from saved)
    ), dropped as (
      delete from passages where document_id = $1 and exists (select from saved)
    ), stored as (
      insert into passages (document_id, document_version, ordinal, id, heading, text,
        content_hash, tokens)
      select $1, saved.version, new.ordinal, new.id, new.heading, new.text, new.content_hash,
        new.tokens
      from saved, jsonb_to_recordset($12::jsonb) as new (ordinal int, id text, heading text,
        text text, content_hash text, tokens int)
    ), ${countedWhere('saved')}
    select true as changed, version from saved`,
};

/** $1 id. No row: there was no such document. */
export const deleteDocument = {
  name: 'delete-document',
  text: `
    with gone as (
      update documents
      set deleted = true, markdown = '', content_hash = '', file_won_over = null
      where id = $1 and not deleted returning id
    ), dropped as (
      delete from passages where document_id = $1 and exists (select from gone)
    ), ${countedWhere('gone')}
    select id from gone`,
};

export const folderDocuments = {
  name: 'folder-documents',
  text: `
    select id from documents
    where file_hash is not null or (source = 'folder' and not deleted) order by id`,
};

/** $1 id. No row: no document went with the file. */
export const dropFile = {
  name: 'drop-file',
  text: `
    with gone as (
      update documents
      set deleted = true, markdown = '', content_hash = '', file_hash = null, file_won_over = null
      where id = $1 and source = 'folder' and not deleted returning id
    ), forgotten as (
      update documents set file_hash = null where id = $1 and (source <> 'folder' or deleted)
    ), dropped as (
      delete from passages where document_id = $1 and exists (select from gone)
    ), ${countedWhere('gone')}
    select id from gone`,
};

/** $1 model. */
export const listDocuments = {
  name: 'list-documents',
  text: `
    select documents.id, title, audience, volatility, locale, site, updated, url, version,
      documents.content_hash, source, file_hash, file_won_over, '' as markdown,
      count(passages.id)::int as passages, count(vectors.content_hash)::int as embedded
    from documents
    left join passages on passages.document_id = documents.id
      and passages.document_version = documents.version
    left join vectors on vectors.model_id = $1 and vectors.content_hash = passages.content_hash
    where not deleted
    group by documents.id
    order by title, documents.id`,
};

const currentPassages = `
  select passages.*, title, audience, volatility, locale, site, url
  from passages
  join documents on documents.id = passages.document_id
    and documents.version = passages.document_version
  where not deleted`;

/** $1 document ids. */
export const passagesOf = {
  name: 'passages-of',
  text: `${currentPassages} and documents.id = any ($1::text[]) order by document_id, ordinal`,
};

export const allPassages = {
  name: 'all-passages',
  text: `${currentPassages} order by document_id, ordinal`,
};

/** $1 index version. One row: the current version, and the ids saved or deleted since, null without any. */
export const changesSince = {
  name: 'changes-since',
  text: `
    select value::float8 as value, (
      select array_agg(document_id order by index_version) from document_changes
      where index_version > $1
    ) as ids
    from counters where name = 'knowledge-index'`,
};

/** $1 model, $2 how many, $3 lease in ms. One passage of each text without a vector that nobody else is at. */
export const claimPassages = {
  name: 'claim-passages',
  text: `
    with missing as (
      select distinct on (passages.content_hash) passages.*, title, audience, volatility, locale,
        site, url
      from passages
      join documents on documents.id = passages.document_id
        and documents.version = passages.document_version
      where not deleted
        and not exists (
          select from vectors
          where vectors.model_id = $1 and vectors.content_hash = passages.content_hash)
        and not exists (
          select from vector_claims claims
          where claims.model_id = $1 and claims.content_hash = passages.content_hash
            and claims.until > now())
      order by passages.content_hash
    ), first as (
      select * from missing order by document_id, ordinal limit $2
    ), claimed as (
      insert into vector_claims (model_id, content_hash, until)
      select $1, content_hash, now() + $3::float8 * interval '1 ms' from first
      order by content_hash
      on conflict (model_id, content_hash) do update set until = excluded.until
      where vector_claims.until <= now()
      returning content_hash
    )
    select first.* from first join claimed using (content_hash) order by document_id, ordinal`,
};

/** $1 model, $2 content hashes. */
export const releasePassages = {
  name: 'release-passages',
  text: `delete from vector_claims where model_id = $1 and content_hash = any ($2::text[])`,
};

/** $1 model. Texts of the current passages, and how many of them have a vector. */
export const countVectors = {
  name: 'count-vectors',
  text: `
    select count(*)::int as total, count(vectors.content_hash)::int as done
    from (
      select distinct passages.content_hash from passages
      join documents on documents.id = passages.document_id
        and documents.version = passages.document_version
      where not deleted
    ) texts
    left join vectors on vectors.model_id = $1 and vectors.content_hash = texts.content_hash`,
};
