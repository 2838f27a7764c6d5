import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder } from '../ports/embedder.ts';

const hashBytes = 32;

/**
 * An embedder that keeps what it embeds in a file of the folder, by SHA-256 of the text, one file a model. Measuring the same
 * set again then costs no model runs.
 */
export function cachedEmbedder(embedder: Embedder, folder: string): Embedder {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${embedder.modelId.replaceAll(/[^\w.-]/g, '_')}.bin`);
  const vectors = load(file, embedder.dimensions);

  async function one(text: string, priority: 'question' | 'ingestion'): Promise<Float32Array> {
    const hash = createHash('sha256').update(text).digest();
    const key = hash.toString('hex');
    const known = vectors.get(key);
    if (known !== undefined) return known;
    const [vector] = await embedder.embed([text], priority);
    if (vector === undefined) throw new Error('the embedder returned no vector');
    if (!vectors.has(key)) appendFileSync(file, Buffer.concat([hash, Buffer.from(vector.buffer)]));
    vectors.set(key, vector);
    return vector;
  }

  return {
    modelId: embedder.modelId,
    dimensions: embedder.dimensions,
    embed: (texts, priority) => Promise.all(texts.map((text) => one(text, priority))),
    close: () => embedder.close(),
  };
}

function load(file: string, dimensions: number): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  if (!existsSync(file)) return vectors;
  const bytes = readFileSync(file);
  const size = hashBytes + dimensions * 4;
  // A record cut short by a killed run is left out.
  for (let at = 0; at + size <= bytes.length; at += size) {
    const key = bytes.toString('hex', at, at + hashBytes);
    const copy = new Uint8Array(bytes.subarray(at + hashBytes, at + size));
    vectors.set(key, new Float32Array(copy.buffer));
  }
  return vectors;
}
