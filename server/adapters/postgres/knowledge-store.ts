import type { Pool, QueryResultRow } from 'pg';
import type {
  Document,
  DocumentSummary,
  KnowledgeStore,
  Passage,
} from '../../ports/knowledge-store.ts';
import {
  type DocumentRow,
  decodeVector,
  encodeVector,
  type PassageRow,
  toDocument,
  toPassage,
  toSummary,
} from './knowledge-rows.ts';
import * as statements from './knowledge-statements.ts';
import { json, run, type Statement } from './statement.ts';

/** Rows of vectors a statement carries, so that no single reply or request grows beyond a few megabytes. */
const vectorBatch = 1_000;

/** The knowledge base in PostgreSQL. */
export class PostgresKnowledgeStore implements KnowledgeStore {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async saveDocument(
    document: Omit<Document, 'version'>,
    passages: Omit<Passage, 'documentVersion'>[],
    fileHash?: string,
  ): Promise<{ changed: boolean; version: number }> {
    const stored = passages.map(({ id, ordinal, heading, text, contentHash, tokens }) => ({
      id,
      ordinal,
      heading,
      text,
      content_hash: contentHash,
      tokens,
    }));
    const rows = await this.rows<{ changed: boolean; version: number }>(statements.saveDocument, [
      document.id,
      document.title,
      document.audience,
      document.volatility,
      document.locale,
      document.site,
      document.updated,
      document.url ?? null,
      document.contentHash,
      document.markdown,
      document.source,
      json(stored),
      fileHash ?? null,
    ]);
    return rows[0] ?? { changed: false, version: await this.versionOf(document.id) };
  }

  async deleteDocument(documentId: string): Promise<boolean> {
    const rows = await this.rows(statements.deleteDocument, [documentId]);
    return rows.length > 0;
  }

  async folderDocuments(): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(statements.folderDocuments);
    return rows.map(({ id }) => id);
  }

  async dropFile(documentId: string): Promise<boolean> {
    const rows = await this.rows(statements.dropFile, [documentId]);
    return rows.length > 0;
  }

  async getDocument(documentId: string): Promise<Document | null> {
    const text = 'select * from documents where id = $1 and not deleted';
    const rows = await this.rows<DocumentRow>({ name: 'get-document', text }, [documentId]);
    return rows[0] ? toDocument(rows[0]) : null;
  }

  async listDocuments(modelId: string): Promise<DocumentSummary[]> {
    const rows = await this.rows<DocumentRow & { passages: number; embedded: number }>(
      statements.listDocuments,
      [modelId],
    );
    return rows.map(toSummary);
  }

  async documentVersions(documentIds: string[]): Promise<Map<string, number>> {
    const text = 'select id, version from documents where id = any ($1::text[]) and not deleted';
    const rows = await this.rows<{ id: string; version: number }>(
      { name: 'document-versions', text },
      [documentIds],
    );
    return new Map(rows.map((row) => [row.id, row.version]));
  }

  async passagesOf(documentIds: string[]): Promise<Passage[]> {
    const rows = await this.rows<PassageRow>(statements.passagesOf, [documentIds]);
    return rows.map(toPassage);
  }

  async allPassages(): Promise<Passage[]> {
    const rows = await this.rows<PassageRow>(statements.allPassages);
    return rows.map(toPassage);
  }

  async vectorsByHash(
    modelId: string,
    contentHashes: string[],
  ): Promise<Map<string, Float32Array>> {
    const text = `
      select content_hash, vector from vectors
      where model_id = $1 and content_hash = any ($2::text[])`;
    const vectors = new Map<string, Float32Array>();
    for (const hashes of batches(contentHashes)) {
      const rows = await this.rows<{ content_hash: string; vector: Buffer }>(
        { name: 'vectors-by-hash', text },
        [modelId, hashes],
      );
      for (const row of rows) vectors.set(row.content_hash, decodeVector(row.vector));
    }
    return vectors;
  }

  async saveVectors(
    modelId: string,
    vectors: { contentHash: string; vector: Float32Array }[],
  ): Promise<void> {
    const text = `
      insert into vectors (model_id, content_hash, vector)
      select distinct on (hash) $1, hash, decode(base64, 'base64')
      from unnest($2::text[], $3::text[]) as new (hash, base64)
      on conflict (model_id, content_hash) do update set vector = excluded.vector`;
    for (const batch of batches(vectors)) {
      await this.rows({ name: 'save-vectors', text }, [
        modelId,
        batch.map((entry) => entry.contentHash),
        batch.map((entry) => encodeVector(entry.vector)),
      ]);
    }
    await this.releasePassages(
      modelId,
      vectors.map(({ contentHash }) => contentHash),
    );
  }

  async claimPassages(modelId: string, limit: number, leaseMs: number): Promise<Passage[]> {
    const rows = await this.rows<PassageRow>(statements.claimPassages, [modelId, limit, leaseMs]);
    return rows.map(toPassage);
  }

  async releasePassages(modelId: string, contentHashes: string[]): Promise<void> {
    await this.rows(statements.releasePassages, [modelId, contentHashes]);
  }

  async vectorCounts(modelId: string): Promise<{ done: number; total: number }> {
    const rows = await this.rows<{ done: number; total: number }>(statements.countVectors, [
      modelId,
    ]);
    return { done: rows[0]?.done ?? 0, total: rows[0]?.total ?? 0 };
  }

  async changesSince(
    indexVersion: number,
  ): Promise<{ indexVersion: number; documentIds: string[] }> {
    const rows = await this.rows<{ value: number; ids: string[] | null }>(statements.changesSince, [
      indexVersion,
    ]);
    return { indexVersion: rows[0]?.value ?? 0, documentIds: rows[0]?.ids ?? [] };
  }

  async indexVersion(): Promise<number> {
    const text = `select value::float8 as value from counters where name = 'knowledge-index'`;
    const rows = await this.rows<{ value: number }>({ name: 'index-version', text });
    return rows[0]?.value ?? 0;
  }

  private async versionOf(documentId: string): Promise<number> {
    const versions = await this.documentVersions([documentId]);
    return versions.get(documentId) ?? 0;
  }

  private rows<Row extends QueryResultRow>(
    statement: Statement,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return run<Row>(this.pool, statement, values);
  }
}

function* batches<Item>(items: Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += vectorBatch) yield items.slice(at, at + vectorBatch);
}
