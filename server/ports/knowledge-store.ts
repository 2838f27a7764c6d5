import type { FolderFile } from '../../shared/admin-protocol.ts';

export type Audience = 'public' | 'internal';
export type Volatility = 'volatile' | 'stable';

/** One document of the knowledge base. Its version grows by one with every change of content or front matter. */
export interface Document {
  id: string;
  title: string;
  audience: Audience;
  volatility: Volatility;
  locale: string;
  site: string;
  updated: string;
  url?: string;
  version: number;
  contentHash: string;
  /** The parsed text, as markdown. */
  markdown: string;
  source: 'folder' | 'upload';
}

/** A part of a document under one heading, small enough for a prompt. */
export interface Passage {
  id: string;
  documentId: string;
  documentVersion: number;
  documentTitle: string;
  /** The path of headings above it, joined by " > ". */
  heading: string;
  text: string;
  /** Of heading and text; an unchanged hash keeps its vector. */
  contentHash: string;
  ordinal: number;
  tokens: number;
  audience: Audience;
  volatility: Volatility;
  locale: string;
  site: string;
  url?: string;
}

export interface StoredVector {
  passageId: string;
  vector: Float32Array;
}

export interface DocumentSummary extends Omit<Document, 'markdown'> {
  file: FolderFile;
  passages: number;
  /** How many of them have a vector of the asked-for model. */
  embedded: number;
}

/**
 * The knowledge base as stored. A document is replaced as a whole in one statement or transaction.
 * Throws DeskhandError `storage-unavailable` (retryable) when the database cannot be reached.
 */
export interface KnowledgeStore {
  /**
   * Stores the document with its passages and drops the old ones. Version: 1, or one more than stored.
   * An unchanged content hash with unchanged front matter stores nothing and returns `changed: false`.
   *
   * With the hash of the folder's file that it was read from, the document is stored only where that file changed since it was
   * last stored, or where the stored document is that file's still: what was deleted or uploaded since stays as it is
   * (`changed: false`, version 0 when deleted).
   */
  saveDocument(
    document: Omit<Document, 'version'>,
    passages: Omit<Passage, 'documentVersion'>[],
    fileHash?: string,
  ): Promise<{ changed: boolean; version: number }>;
  /** What an admin does; the file that the document was stored from stays known, and so stays out until it changes. */
  deleteDocument(documentId: string): Promise<boolean>;
  /** Ids of the documents of the folder, and of those whose file is set aside for an admin's deletion or upload. */
  folderDocuments(): Promise<string[]>;
  /**
   * To be called when the file is gone from the folder: its document goes with it, an upload in its place stays, and the file
   * counts as a new one when it comes back. Returns whether a document was deleted.
   */
  dropFile(documentId: string): Promise<boolean>;
  getDocument(documentId: string): Promise<Document | null>;
  listDocuments(modelId: string): Promise<DocumentSummary[]>;
  /** Current versions; an absent id is a deleted document. */
  documentVersions(documentIds: string[]): Promise<Map<string, number>>;
  passagesOf(documentIds: string[]): Promise<Passage[]>;
  allPassages(): Promise<Passage[]>;
  /** Vectors by content hash, so that an unchanged passage is not embedded again. */
  vectorsByHash(modelId: string, contentHashes: string[]): Promise<Map<string, Float32Array>>;
  saveVectors(
    modelId: string,
    vectors: { contentHash: string; vector: Float32Array }[],
  ): Promise<void>;
  /**
   * One passage of each text that has no vector of the model, for the caller alone: another claim leaves them out until
   * `leaseMs` are over, or they are saved or released.
   */
  claimPassages(modelId: string, limit: number, leaseMs: number): Promise<Passage[]>;
  releasePassages(modelId: string, contentHashes: string[]): Promise<void>;
  /** Different texts of the current passages, and how many of them have a vector. */
  vectorCounts(modelId: string): Promise<{ done: number; total: number }>;
  /** Grows with every saved or deleted document. */
  indexVersion(): Promise<number>;
  /** The current index version, and the documents saved or deleted after the given one. */
  changesSince(indexVersion: number): Promise<{ indexVersion: number; documentIds: string[] }>;
}
