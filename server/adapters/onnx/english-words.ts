import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Dictionary } from '../../language/spelling.ts';

const file = new URL('./all-minilm-l6-v2/tokenizer.json', import.meta.url);
const tokenizer = z.object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) });

/** The whole words of the embedder's vocabulary, which stand in it by how common they are. */
export function englishWords(): Dictionary {
  const { vocab } = tokenizer.parse(JSON.parse(readFileSync(file, 'utf8'))).model;
  return new Map(Object.entries(vocab).filter(([word]) => /^[a-z]{2,}$/.test(word)));
}
