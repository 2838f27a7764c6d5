import type { Embedder } from '../ports/embedder.ts';
import type { DocumentSummary, KnowledgeStore } from '../ports/knowledge-store.ts';
import type { ReadFile } from './ingestion/file-reader.ts';
import type { DocumentDefaults, ReadDocument } from './ingestion/to-document.ts';
import type { PassageVectors } from './passage-vectors.ts';
import type { LexicalIndex } from './retrieval/lexical-index.ts';

export interface KnowledgeBaseParts {
  store: KnowledgeStore;
  vectors: PassageVectors;
  lexical: LexicalIndex;
  embedder: Pick<Embedder, 'modelId'>;
  readFile: ReadFile;
  /** Takes everything that rests on the documents out of the caches. */
  evict: (documentIds: string[]) => Promise<unknown>;
  /** Asks for vectors of what has none yet. */
  requestVectors: () => void;
  /** Hears that documents were changed or deleted, by whichever process. */
  onChange: () => void;
}

export interface SavedDocument {
  documentId: string;
  version: number;
  changed: boolean;
  passages: number;
}

/**
 * The knowledge base as the product uses it. The store is the truth; both indexes of this process follow it, whoever wrote to it.
 * An edit is found by words, and is out of the caches, when `save` resolves; by meaning once its vectors are made.
 */
export class KnowledgeBase {
  readonly #parts: KnowledgeBaseParts;
  /** The index version that this process has followed up to. */
  #followed = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(parts: KnowledgeBaseParts) {
    this.#parts = parts;
  }

  /** Fills both indexes from the store; to be called once at start. */
  async load(): Promise<void> {
    const { store, lexical, vectors } = this.#parts;
    // Asked first: what is saved meanwhile is followed once more.
    this.#followed = await store.indexVersion();
    const passages = await store.allPassages();
    for (const [documentId, own] of Map.groupBy(passages, (passage) => passage.documentId)) {
      lexical.replaceDocument(documentId, own);
      vectors.replaceDocument(documentId, own);
    }
    await vectors.catchUp();
  }

  /** Reads a file without storing anything; throws as `save` does. */
  read(fileName: string, bytes: Uint8Array, defaults: DocumentDefaults): Promise<ReadDocument> {
    return this.#parts.readFile(fileName, bytes, defaults);
  }

  /**
   * Reads a file and puts it in place of the document of the same id. Throws `document-damaged`, `document-unsupported` or
   * `document-too-large`, and then nothing has changed.
   */
  async save(
    fileName: string,
    bytes: Uint8Array,
    defaults: DocumentDefaults,
  ): Promise<SavedDocument> {
    return this.put(await this.read(fileName, bytes, defaults));
  }

  /**
   * Puts a document that was read in place of the one of the same id. With the hash of its file in the knowledge folder, what an
   * admin deleted or uploaded since that file was last put stays as it is.
   */
  async put(read: ReadDocument, fileHash?: string): Promise<SavedDocument> {
    const { passages } = read;
    const document = await this.#dated(read);
    const { changed, version } = await this.#parts.store.saveDocument(document, passages, fileHash);
    const saved = { documentId: document.id, version, changed, passages: passages.length };
    if (changed) await this.follow();
    return saved;
  }

  /** False when there is no such document. */
  async remove(documentId: string): Promise<boolean> {
    const existed = await this.#parts.store.deleteDocument(documentId);
    await this.follow();
    return existed;
  }

  /** Ids of documents that have, or had until now, a file in the knowledge folder. */
  folderDocuments(): Promise<string[]> {
    return this.#parts.store.folderDocuments();
  }

  /** To be called for a file that is gone from the folder. Returns whether a document went with it. */
  async dropFile(documentId: string): Promise<boolean> {
    const isGone = await this.#parts.store.dropFile(documentId);
    if (isGone) await this.follow();
    return isGone;
  }

  list(): Promise<DocumentSummary[]> {
    return this.#parts.store.listDocuments(this.#parts.embedder.modelId);
  }

  /**
   * The index version of the store, with the indexes of this process brought up to it first: an edit made by any process is in
   * effect for the next question.
   */
  async currentVersion(): Promise<number> {
    const version = await this.#parts.store.indexVersion();
    if (version !== this.#followed) await this.follow();
    return version;
  }

  /** Brings the indexes and caches of this process up to the store. One at a time, so that no older state overtakes a newer one. */
  follow(): Promise<void> {
    const next = this.#following.then(() => this.#catchUp());
    this.#following = next.catch(() => {});
    return next;
  }

  /** Reading a file on another day is no edit of it. */
  async #dated({ document, isDated }: ReadDocument): Promise<ReadDocument['document']> {
    if (isDated) return document;
    const stored = await this.#parts.store.getDocument(document.id);
    if (stored?.contentHash !== document.contentHash) return document;
    return { ...document, updated: stored.updated };
  }

  async #catchUp(): Promise<void> {
    const { store, vectors, requestVectors, onChange } = this.#parts;
    const { indexVersion, documentIds } = await store.changesSince(this.#followed);
    if (documentIds.length > 0) await this.#reload(documentIds);
    this.#followed = indexVersion;
    await vectors.catchUp();
    if (documentIds.length === 0) return;
    requestVectors();
    onChange();
  }

  async #reload(documentIds: string[]): Promise<void> {
    const { store, lexical, vectors, evict } = this.#parts;
    const passages = await store.passagesOf(documentIds);
    const byDocument = Map.groupBy(passages, (passage) => passage.documentId);
    for (const documentId of documentIds) {
      const own = byDocument.get(documentId) ?? [];
      if (own.length > 0) lexical.replaceDocument(documentId, own);
      else lexical.removeDocument(documentId);
      vectors.replaceDocument(documentId, own);
    }
    // After the indexes, so that nothing old can be found and cached again.
    await evict(documentIds);
  }
}
