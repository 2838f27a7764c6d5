import type { Embedder } from '../ports/embedder.ts';
import type { KnowledgeStore, Passage } from '../ports/knowledge-store.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { passagePayload } from './retrieval/search-scope.ts';

export interface PassageVectorsParts {
  store: Pick<KnowledgeStore, 'vectorsByHash'>;
  index: VectorIndex;
  embedder: Pick<Embedder, 'modelId'>;
  onError: (error: unknown) => void;
}

/**
 * Keeps the vector index in step with the passages. What the index lacks, because there is no vector yet or the index was out of
 * reach, is remembered and made good by the next `catchUp`, wherever the vector was made.
 */
export class PassageVectors {
  readonly #parts: PassageVectorsParts;
  readonly #byDocument = new Map<string, Passage[]>();
  /** Passages to be put into the index, by content. */
  readonly #lacking = new Map<string, Map<string, Passage>>();
  readonly #leftOver = new Set<string>();
  #working: Promise<void> = Promise.resolve();
  #isIndexAway = false;

  constructor(parts: PassageVectorsParts) {
    this.#parts = parts;
  }

  /** Takes note of a document's passages; none for a deleted one. The index follows with `catchUp`. */
  replaceDocument(documentId: string, passages: Passage[]): void {
    for (const { id, contentHash } of this.#byDocument.get(documentId) ?? []) {
      this.#leftOver.add(id);
      this.#lacking.get(contentHash)?.delete(id);
    }
    if (passages.length === 0) this.#byDocument.delete(documentId);
    else this.#byDocument.set(documentId, passages);
    for (const passage of passages) {
      this.#leftOver.delete(passage.id);
      const same = this.#lacking.get(passage.contentHash) ?? new Map<string, Passage>();
      this.#lacking.set(passage.contentHash, same.set(passage.id, passage));
    }
  }

  /**
   * Puts into the index what the store has vectors of; of the given contents only, if any are given. An index out of reach is
   * reported once and tried again next time. Throws for the store.
   */
  catchUp(contentHashes?: string[]): Promise<void> {
    const next = this.#working.then(() => this.#catchUp(contentHashes));
    this.#working = next.catch(() => {});
    return next;
  }

  async #catchUp(contentHashes?: string[]): Promise<void> {
    const { store, embedder } = this.#parts;
    for (const [hash, same] of this.#lacking) if (same.size === 0) this.#lacking.delete(hash);
    if (this.#lacking.size === 0 && this.#leftOver.size === 0) return;
    const hashes = contentHashes ?? [...this.#lacking.keys()];
    const known = await store.vectorsByHash(embedder.modelId, hashes);
    try {
      await this.#dropLeftOver();
      await this.#index(known);
      this.#isIndexAway = false;
    } catch (error) {
      if (!this.#isIndexAway) this.#parts.onError(error);
      this.#isIndexAway = true;
    }
  }

  async #dropLeftOver(): Promise<void> {
    const ids = [...this.#leftOver];
    if (ids.length > 0) await this.#parts.index.remove(ids);
    for (const id of ids) this.#leftOver.delete(id);
  }

  async #index(known: Map<string, Float32Array>): Promise<void> {
    const passages = [...known.keys()].flatMap((hash) => [
      ...(this.#lacking.get(hash)?.values() ?? []),
    ]);
    const points = passages.flatMap((passage) => {
      const vector = known.get(passage.contentHash);
      return vector === undefined
        ? []
        : [{ id: passage.id, vector, payload: passagePayload(passage) }];
    });
    if (points.length > 0) await this.#parts.index.upsert(points);
    // Only what was put in: a passage may have been replaced meanwhile.
    for (const passage of passages) {
      const same = this.#lacking.get(passage.contentHash);
      if (same?.get(passage.id) === passage) same.delete(passage.id);
    }
  }
}
