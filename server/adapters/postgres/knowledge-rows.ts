import type { QueryResultRow } from 'pg';
import type { FolderFile } from '../../../shared/admin-protocol.ts';
import type {
  Audience,
  Document,
  DocumentSummary,
  Passage,
  Volatility,
} from '../../ports/knowledge-store.ts';
import { present } from './conversation-rows.ts';

export interface DocumentRow extends QueryResultRow {
  id: string;
  title: string;
  audience: Audience;
  volatility: Volatility;
  locale: string;
  site: string;
  updated: string;
  url: string | null;
  version: number;
  content_hash: string;
  markdown: string;
  source: Document['source'];
  file_hash: string | null;
  file_won_over: 'upload' | 'deletion' | null;
}

export interface PassageRow extends QueryResultRow {
  id: string;
  document_id: string;
  document_version: number;
  title: string;
  heading: string;
  text: string;
  content_hash: string;
  ordinal: number;
  tokens: number;
  audience: Audience;
  volatility: Volatility;
  locale: string;
  site: string;
  url: string | null;
}

export function toDocument(row: DocumentRow): Document {
  return { ...documentOf(row), markdown: row.markdown };
}

export function toSummary(
  row: DocumentRow & { passages: number; embedded: number },
): DocumentSummary {
  const { passages, embedded } = row;
  return { ...documentOf(row), file: fileOf(row), passages, embedded };
}

function fileOf({ source, file_hash, file_won_over }: DocumentRow): FolderFile {
  if (source === 'upload') return file_hash === null ? 'none' : 'set-aside';
  return file_won_over === null ? 'followed' : `over-${file_won_over}`;
}

function documentOf(row: DocumentRow): Omit<Document, 'markdown'> {
  return {
    id: row.id,
    title: row.title,
    audience: row.audience,
    volatility: row.volatility,
    locale: row.locale,
    site: row.site,
    updated: row.updated,
    ...present('url', row.url),
    version: row.version,
    contentHash: row.content_hash,
    source: row.source,
  };
}

export function toPassage(row: PassageRow): Passage {
  return {
    id: row.id,
    documentId: row.document_id,
    documentVersion: row.document_version,
    documentTitle: row.title,
    heading: row.heading,
    text: row.text,
    contentHash: row.content_hash,
    ordinal: row.ordinal,
    tokens: row.tokens,
    audience: row.audience,
    volatility: row.volatility,
    locale: row.locale,
    site: row.site,
    ...present('url', row.url),
  };
}

/** Little-endian 32-bit floats, which is what every platform that runs Node has in memory. */
export function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function decodeVector(bytes: Buffer): Float32Array {
  // Copied, for the driver's buffer is larger and need not be aligned to four bytes.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
