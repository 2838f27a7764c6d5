/** Questions go ahead of ingestion: a customer waits for the first, nobody for the second. */
export type EmbedPriority = 'question' | 'ingestion';

/** Turns texts into L2-normalised vectors, so that the cosine of two is their dot product. */
export interface Embedder {
  /** Names model and version. Vectors of two models never meet in one index. */
  readonly modelId: string;
  readonly dimensions: number;
  /**
   * One vector a text, in order. A text longer than the model's window is cut to it.
   * Throws DeskhandError `embedder-unavailable` (retryable) when the model cannot be reached.
   */
  embed(texts: string[], priority: EmbedPriority): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Cosine of two vectors of one embedder: their dot product, as both are normalised. */
export function cosine(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}
