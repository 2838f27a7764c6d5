/**
 * $1 id, $2 title, $3 audience, $4 volatility, $5 locale, $6 site, $7 updated, $8 url, $9 content hash, $10 markdown, $11 source,
 * $12 passages. No row: nothing changed. Passages carry the version they belong to, and only those of the document's
 * current version are ever read, so a document and its passages change in one moment.
 */
export const saveDocument = {
  name: 'save-document',
  text: `
    with saved as (
      insert into documents (id, title, audience, volatility, locale, site, updated, url,
        version, content_hash, markdown, source)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11)
      on conflict (id) do update set
        title = excluded.title, audience = excluded.audience, volatility = excluded.volatility,
        locale = excluded.locale, site = excluded.site, updated = excluded.updated,
        url = excluded.url, version = documents.version + 1,
        content_hash = excluded.content_hash, markdown = excluded.markdown,
        source = excluded.source, deleted = false
      where documents.deleted
        or (documents.title, documents.audience, documents.volatility, documents.locale,
            documents.site, documents.updated, documents.url, documents.content_hash)
          is distinct from (excluded.title, excluded.audience, excluded.volatility,
            excluded.locale, excluded.site, excluded.updated, excluded.url, excluded.content_hash)
      returning version
    ), dropped as (
      delete from passages where document_id = $1 and exists (select from saved)
    ), stored as (
      insert into passages (document_id, document_version, ordinal, id, heading, text,
        content_hash, tokens)
      select $1, saved.version, new.ordinal, new.id, new.heading, new.text, new.content_hash,
        new.tokens
      from saved, jsonb_to_recordset($12::jsonb) as new (ordinal int, id text, heading text,
        text text, content_hash text, tokens int)
    ), counted as (
      update counters set value = value + 1
      where name = 'knowledge-index' and exists (select from saved)
    )
    select true as changed, version from saved`,
};

/** $1 id. No row: there was no such document. */
export const deleteDocument = {
  name: 'delete-document',
  text: `
    with gone as (
      update documents set deleted = true, markdown = '', content_hash = ''
      where id = $1 and not deleted returning id
    ), dropped as (
      delete from passages where document_id = $1 and exists (select from gone)
    ), counted as (
      update counters set value = value + 1
      where name = 'knowledge-index' and exists (select from gone)
    )
    select id from gone`,
};

/** $1 model. */
export const listDocuments = {
  name: 'list-documents',
  text: `
    select documents.id, title, audience, volatility, locale, site, updated, url, version,
      documents.content_hash, source, '' as markdown,
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
