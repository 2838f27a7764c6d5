import { DeskhandError } from '../errors.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { DocumentSummary, KnowledgeStore, Passage } from '../ports/knowledge-store.ts';
import type { Tokenizer } from '../ports/tokenizer.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { parseInWorker } from './ingestion/parse-in-worker.ts';
import { type DocumentDefaults, toDocument } from './ingestion/to-document.ts';
import type { LexicalIndex } from './retrieval/lexical-index.ts';
import { passagePayload } from './retrieval/search-scope.ts';

export interface KnowledgeBaseParts {
  store: KnowledgeStore;
  index: VectorIndex;
  lexical: LexicalIndex;
  embedder: Pick<Embedder, 'modelId'>;
  tokenizer: Tokenizer;
  /** Takes everything that rests on the documents out of the caches. */
  evict: (documentIds: string[]) => Promise<unknown>;
  /** Asks for vectors of what has none yet. */
  requestVectors: () => void;
  /** Hears that documents were changed or deleted. */
  onChange: () => void;
}

export interface SavedDocument {
  documentId: string;
  version: number;
  changed: boolean;
  passages: number;
}

/**
 * The knowledge base as the product uses it: the store and both indexes move together. An edit is found by words, and is out
 * of the caches, when `save` resolves; by meaning once its vectors are made.
 */
export class KnowledgeBase {
  readonly #parts: KnowledgeBaseParts;

  constructor(parts: KnowledgeBaseParts) {
    this.#parts = parts;
  }

  /** Fills both indexes from the store; to be called once at start. */
  async load(): Promise<void> {
    const { store, lexical } = this.#parts;
    const passages = await store.allPassages();
    for (const [documentId, own] of Map.groupBy(passages, (passage) => passage.documentId)) {
      lexical.replaceDocument(documentId, own);
    }
    await this.#indexKnownVectors(passages);
  }

  /**
   * Parses a file and puts it in place of the document of the same id. Throws `document-damaged`, `document-unsupported` or
   * `document-too-large`, and then nothing has changed.
   */
  async save(
    fileName: string,
    bytes: Uint8Array,
    defaults: DocumentDefaults,
  ): Promise<SavedDocument> {
    const { store, index, lexical, tokenizer, evict, requestVectors, onChange } = this.#parts;
    const parsed = await parseInWorker(fileName, bytes);
    const { document, passages } = toDocument(fileName, parsed, defaults, tokenizer);
    if (passages.length === 0)
      throw new DeskhandError('document-damaged', { message: 'The file holds no text.' });
    const { changed, version } = await store.saveDocument(document, passages);
    const saved = { documentId: document.id, version, changed, passages: passages.length };
    if (!changed) return saved;
    const current = passages.map((passage) => ({ ...passage, documentVersion: version }));
    lexical.replaceDocument(document.id, current);
    await index.removeWhere({ documentId: document.id });
    await this.#indexKnownVectors(current);
    await evict([document.id]);
    requestVectors();
    onChange();
    return saved;
  }

  /** False when there is no such document. */
  async remove(documentId: string): Promise<boolean> {
    const { store, index, lexical, evict, onChange } = this.#parts;
    const existed = await store.deleteDocument(documentId);
    lexical.removeDocument(documentId);
    await index.removeWhere({ documentId });
    await evict([documentId]);
    onChange();
    return existed;
  }

  list(): Promise<DocumentSummary[]> {
    return this.#parts.store.listDocuments(this.#parts.embedder.modelId);
  }

  async #indexKnownVectors(passages: Passage[]): Promise<void> {
    const { store, index, embedder } = this.#parts;
    const hashes = [...new Set(passages.map((passage) => passage.contentHash))];
    const known = await store.vectorsByHash(embedder.modelId, hashes);
    const points = passages.flatMap((passage) => {
      const vector = known.get(passage.contentHash);
      return vector === undefined
        ? []
        : [{ id: passage.id, vector, payload: passagePayload(passage) }];
    });
    if (points.length > 0) await index.upsert(points);
  }
}
