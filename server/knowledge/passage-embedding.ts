import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder } from '../ports/embedder.ts';
import type { KnowledgeStore } from '../ports/knowledge-store.ts';
import type { PassageVectors } from './passage-vectors.ts';
import { textToEmbed } from './retrieval/passage-text.ts';

export interface PassageEmbedderParts {
  store: KnowledgeStore;
  vectors: PassageVectors;
  embedder: Embedder;
  /** Hears of each batch of vectors made. */
  onProgress: (progress: EmbeddingProgress) => void;
  /** What else needs vectors, once every passage has its own. */
  embedRest?: (signal: AbortSignal) => Promise<void>;
  /** Told of the first of several failures; they are tried again. */
  onError: (error: unknown) => void;
  /** Passages claimed by a process that is silent for so long go to another one. Default 20,000. */
  leaseMs?: number;
  /** Before asking again for what another process is at, or what failed; grows with each failure to a minute. Default 1,000. */
  pauseMs?: number;
}

export interface EmbeddingProgress {
  done: number;
  total: number;
}

/** Passages embedded between two writes: a restart loses at most so many. */
const batchSize = 8;

const longestPauseMs = 60_000;

/** Makes the vectors that are missing, sharing the work with the other processes on the same database. */
export class PassageEmbedder {
  readonly #parts: PassageEmbedderParts;
  readonly #closing = new AbortController();
  #isWanted = false;
  #working: Promise<void> | null = null;

  constructor(parts: PassageEmbedderParts) {
    this.#parts = parts;
  }

  /** Works until every text has a vector, or `close`; a request meanwhile makes it look again. Never rejects. */
  embedMissing(): Promise<void> {
    this.#isWanted = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  /** Ends after the passages under way. To be called before the embedder is closed. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    const { pauseMs = 1_000, onError } = this.#parts;
    let failures = 0;
    while (this.#isWanted && !signal.aborted) {
      this.#isWanted = false;
      try {
        const isComplete = await this.#embedAll();
        if (isComplete) await this.#parts.embedRest?.(signal);
        else await this.#pause(pauseMs);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (failures === 0) onError(error);
        await this.#pause(Math.min(longestPauseMs, pauseMs * 2 ** failures));
        failures += 1;
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    this.#isWanted = true;
    await sleep(ms, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {});
  }

  /** False when other processes are still at some. */
  async #embedAll(): Promise<boolean> {
    const { store, vectors, embedder, onProgress, leaseMs = 20_000 } = this.#parts;
    const { signal } = this.#closing;
    let counts = await store.vectorCounts(embedder.modelId);
    onProgress(counts);
    while (!signal.aborted) {
      const passages = await store.claimPassages(embedder.modelId, batchSize, leaseMs);
      if (passages.length === 0) break;
      const hashes = passages.map(({ contentHash }) => contentHash);
      try {
        const made = await embedder.embed(passages.map(textToEmbed), 'ingestion');
        await store.saveVectors(
          embedder.modelId,
          made.map((vector, at) => ({ contentHash: hashes[at] ?? '', vector })),
        );
      } catch (error) {
        await store.releasePassages(embedder.modelId, hashes).catch(() => {});
        throw error;
      }
      await vectors.catchUp(hashes);
      // Counted anew, for documents come and go meanwhile.
      counts = await store.vectorCounts(embedder.modelId);
      onProgress(counts);
    }
    if (signal.aborted) return true;
    await vectors.catchUp();
    return counts.done >= counts.total;
  }
}
