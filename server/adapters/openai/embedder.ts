import { randomUUID } from 'node:crypto';
import type OpenAI from 'openai';
import { DeskhandError } from '../../errors.ts';
import type { Embedder, EmbedPriority } from '../../ports/embedder.ts';
import { createClient, type Endpoint } from './client.ts';
import { toModelError } from './errors.ts';
import { onRequestSent, requestIdHeader } from './request-sent.ts';

export interface OpenAiEmbedderOptions extends Endpoint {
  model: string;
  /** Length of its vectors; asked for where `askForDimensions` is set. */
  dimensions: number;
  /** Sends `dimensions` along; only for models that can shorten their vectors, as OpenAI's text-embedding-3 can. */
  askForDimensions?: boolean;
  /** Longest text sent, in characters; the rest is cut off. Default 24,000, within the 8,192 tokens that most models take. */
  maxCharacters?: number;
  /** Counts the tokens of a text where the endpoint does not tell. */
  countTokens: (text: string) => number;
  /** Told once of every call that is charged for: one that was answered, or given up after it was sent. */
  onUse?: (use: EmbeddingUse) => void;
}

/** What a call to the endpoint took. */
export interface EmbeddingUse {
  /** As the endpoint counts them; where it does not, as `countTokens` does. */
  tokens: number;
  /** `failed`: nobody waited for its answer any more. */
  outcome: 'used' | 'failed';
}

type Response = OpenAI.CreateEmbeddingResponse;

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
  readonly #calls = new Set<Promise<Response>>();

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

  /** Gives up what is under way; `onUse` has heard of it then. */
  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.allSettled(this.#calls);
  }

  async #embedBatch(texts: string[], priority: EmbedPriority): Promise<Float32Array[]> {
    const { maxCharacters = 24_000 } = this.#options;
    // An empty input is refused by OpenAI; a space has a vector.
    const input = texts.map((text) => text.slice(0, maxCharacters) || ' ');
    const call = this.#call(input, priority);
    this.#calls.add(call);
    try {
      const { data } = await call;
      const ordered = data.toSorted((left, right) => left.index - right.index);
      return ordered.map((item) => this.#toVector(item.embedding));
    } catch (error) {
      throw new DeskhandError('embedder-unavailable', {
        cause: error,
        retryable: toModelError(error).retryable,
      });
    } finally {
      this.#calls.delete(call);
    }
  }

  async #call(input: string[], priority: EmbedPriority): Promise<Response> {
    const { model, dimensions, askForDimensions, onUse } = this.#options;
    const timeoutMs = priority === 'question' ? questionTimeoutMs : ingestionTimeoutMs;
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(timeoutMs)]);
    const requestId = randomUUID();
    let isSent = false;
    const stopWaiting = onRequestSent(requestId, () => {
      isSent = true;
    });
    try {
      const response = await this.#client.embeddings.create(
        { model, input, ...(askForDimensions ? { dimensions } : {}) },
        { signal, headers: { [requestIdHeader]: requestId } },
      );
      onUse?.({
        tokens: response.usage?.prompt_tokens ?? this.#tokensOf(input),
        outcome: 'used',
      });
      return response;
    } catch (error) {
      // One that was refused costs nothing; one that we gave up waiting for was taken on.
      if (isSent && signal.aborted) onUse?.({ tokens: this.#tokensOf(input), outcome: 'failed' });
      throw error;
    } finally {
      stopWaiting();
    }
  }

  #tokensOf(texts: string[]): number {
    return texts.reduce((sum, text) => sum + this.#options.countTokens(text), 0);
  }

  #toVector(values: number[]): Float32Array {
    if (values.length !== this.dimensions) {
      throw new Error(`expected ${this.dimensions} dimensions, got ${values.length}`);
    }
    const length = Math.hypot(...values) || 1;
    return Float32Array.from(values, (value) => value / length);
  }
}
