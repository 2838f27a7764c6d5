import { z } from 'zod';
import { readJsonLines } from '../json-lines.ts';

/** Two questions, and whether one answer serves both. */
export interface QuestionPair {
  /** Asked first, and cached. */
  cached: string;
  asked: string;
  same: boolean;
  /** Groups the figures: what sets a trap's questions apart. */
  kind: string;
}

const ownSchema = z
  .object({ a: z.string(), b: z.string(), same: z.boolean(), kind: z.string() })
  .transform(({ a, b, same, kind }) => ({ cached: a, asked: b, same, kind }));

/** As published with QQP. */
const publishedSchema = z
  .object({ text_a: z.string(), text_b: z.string(), label: z.union([z.literal(0), z.literal(1)]) })
  .transform(({ text_a, text_b, label }) => ({
    cached: text_a,
    asked: text_b,
    same: label === 1,
    kind: label === 1 ? 'same' : 'different',
  }));

export interface PairFile {
  /** `own` pairs are about the knowledge base; published ones are about anything. */
  format: 'own' | 'published';
  pairs: QuestionPair[];
}

/** Reads JSON lines of `{ a, b, same, kind }` or `{ text_a, text_b, label }`; all lines in one format. */
export function readPairs(file: string): PairFile {
  const own = z.object({ a: z.string() }).loose();
  const rows = readJsonLines(file, z.union([ownSchema, publishedSchema]));
  const first = readJsonLines(file, z.unknown())[0];
  return { format: own.safeParse(first).success ? 'own' : 'published', pairs: rows };
}
