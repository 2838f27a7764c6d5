import { hash } from './random.ts';

/** A hashed bag of words, L2-normalised: the same words, the same vector. */
export function embedText(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []) {
    const bits = hash(word);
    const place = bits % dimensions;
    vector[place] = (vector[place] ?? 0) + (bits & 0x8000_0000 ? 1 : -1);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

export interface EmbeddingsRequest {
  model: string;
  input: string | string[];
  dimensions?: number;
  encoding_format?: 'float' | 'base64';
}

/** The body of an embeddings response in OpenAI's shape; without usage where the tokens are null. */
export function embeddingsBody(request: EmbeddingsRequest, promptTokens: number | null): object {
  const inputs = typeof request.input === 'string' ? [request.input] : request.input;
  return {
    object: 'list',
    model: request.model,
    data: inputs.map((text, index) => {
      const vector = embedText(text, request.dimensions ?? 256);
      const embedding =
        request.encoding_format === 'base64'
          ? Buffer.from(vector.buffer).toString('base64')
          : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    ...(promptTokens === null
      ? {}
      : { usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } }),
  };
}
