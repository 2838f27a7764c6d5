import type OpenAI from 'openai';
import { DeskhandError } from '../../errors.ts';
import type { Embedder, EmbedPriority } from '../../ports/embedder.ts';
import { createClient, type Endpoint } from './client.ts';
import { toModelError } from './errors.ts';

export interface OpenAiEmbedderOptions extends Endpoint {
  model: string;
  /** Length of its vectors; asked for where `askForDimensions` is set. */
  dimensions: number;
  /** Sends `dimensions` along; only for models that can shorten their vectors, as OpenAI's text-embedding-3 can. */
  askForDimensions?: boolean;
  /** Longest text sent, in characters; the rest is cut off. Default 24,000, within the 8,192 tokens that most models take. */
  maxCharacters?: number;
  /** Told once of every call that was answered. */
  onUse?: (use: EmbeddingUse) => void;
}

/** What a call to the endpoint took. */
export interface EmbeddingUse {
  /** As the endpoint counts them; where it does not, a quarter of the characters. */
  tokens: number;
}

const charactersPerToken = 4;
const batchSize = 64;
const questionTimeoutMs = 3_000;
const ingestionTimeoutMs = 60_000;

/** An OpenAI-compatible embeddings endpoint. A question has 3 s, a batch of passages 60 s. */
export class OpenAiEmbedder implements Embedder {
  readonly modelId: string;
  readonly dimensions: number;
  readonly #client: OpenAI;
  readonly #options: OpenAiEmbedderOptions;
  readonly #closed = new AbortController();

  constructor(options: OpenAiEmbedderOptions) {
    this.#options = options;
    this.#client = createClient(options);
    this.modelId = `${options.model}/${options.dimensions}`;
    this.dimensions = options.dimensions;
  }

  async embed(texts: string[], priority: EmbedPriority): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += batchSize) {
      vectors.push(...(await this.#embedBatch(texts.slice(start, start + batchSize), priority)));
    }
    return vectors;
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }

  async #embedBatch(texts: string[], priority: EmbedPriority): Promise<Float32Array[]> {
    const { model, dimensions, askForDimensions, maxCharacters = 24_000, onUse } = this.#options;
    const timeoutMs = priority === 'question' ? questionTimeoutMs : ingestionTimeoutMs;
    // An empty input is refused by OpenAI; a space has a vector.
    const input = texts.map((text) => text.slice(0, maxCharacters) || ' ');
    try {
      const response = await this.#client.embeddings.create(
        { model, input, ...(askForDimensions ? { dimensions } : {}) },
        { signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(timeoutMs)]) },
      );
      onUse?.({ tokens: response.usage?.prompt_tokens ?? estimatedTokens(input) });
      const ordered = response.data.toSorted((left, right) => left.index - right.index);
      return ordered.map((item) => this.#toVector(item.embedding));
    } catch (error) {
      throw new DeskhandError('embedder-unavailable', {
        cause: error,
        retryable: toModelError(error).retryable,
      });
    }
  }

  #toVector(values: number[]): Float32Array {
    if (values.length !== this.dimensions) {
      throw new Error(`expected ${this.dimensions} dimensions, got ${values.length}`);
    }
    const length = Math.hypot(...values) || 1;
    return Float32Array.from(values, (value) => value / length);
  }
}

function estimatedTokens(texts: string[]): number {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return Math.ceil(characters / charactersPerToken);
}
