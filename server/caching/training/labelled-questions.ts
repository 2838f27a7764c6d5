import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/** A question of a public set, and the intent that stands in for its answer. */
export interface LabelledQuestion {
  text: string;
  label: string;
}

export interface LabelledSet {
  name: string;
  /** Of the whole file. */
  sha256: string;
  questions: LabelledQuestion[];
  /** A few further questions of each label: what a knowledge base would hold as its own frequent questions. */
  examples: LabelledQuestion[];
}

const rowSchema = z
  .object({ text: z.string().optional(), utterance: z.string().optional(), intent: z.string() })
  .refine((row) => row.text !== undefined || row.utterance !== undefined);

const examplesPerLabel = 2;

/** What has no intent shares no answer either: each such question stands alone. */
const outOfScope = 'oos';

/**
 * Reads JSON lines of `{ text | utterance, intent }` and draws that many rows in an order that depends on nothing but the
 * file and the seed. Throws where a line is something else.
 */
export function readLabelledSet(file: string, rows: number, seed = 1): LabelledSet {
  const bytes = readFileSync(file);
  const questions = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const row = rowSchema.parse(JSON.parse(line));
      const label = row.intent === outOfScope ? `${outOfScope} ${at}` : row.intent;
      return { text: row.text ?? row.utterance ?? '', label };
    });
  const drawn = shuffled(questions, makeRandom(seed));
  return {
    name: basename(file, '.jsonl'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    questions: drawn.slice(0, rows),
    examples: firstOfEach(drawn.slice(rows)),
  };
}

function firstOfEach(questions: readonly LabelledQuestion[]): LabelledQuestion[] {
  const byLabel = Map.groupBy(questions, ({ label }) => label);
  return [...byLabel]
    .filter(([label]) => !label.startsWith(outOfScope))
    .flatMap(([, own]) => own.slice(0, examplesPerLabel));
}

/** Numbers in 0..1 that depend on the seed alone (mulberry32, public domain). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in random order (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const copy = [...values];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [mine, theirs] = [copy[at], copy[other]];
    if (mine !== undefined && theirs !== undefined) {
      copy[at] = theirs;
      copy[other] = mine;
    }
  }
  return copy;
}
