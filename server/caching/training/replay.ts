import type { Embedder } from '../../ports/embedder.ts';
import type { HitNeighbour } from '../../ports/hit-verifier.ts';
import { cosineFloor, neighbourCount } from '../decision/candidate.ts';
import type { LabelledQuestion, LabelledSet } from './labelled-questions.ts';

/** A set of questions with the cosine of every two of them, so that replaying it again is quick. */
export interface QuestionStream {
  set: LabelledSet;
  vectors: Float32Array[];
  /** Row by row: the cosine of questions i and j at i * n + j. */
  cosines: Float32Array;
}

/** Embeds a set and compares every question with every other: 4 s for 4,000 questions, besides the embedding. */
export async function makeQuestionStream(
  set: LabelledSet,
  embedder: Embedder,
): Promise<QuestionStream> {
  const texts = set.questions.map(({ text }) => text);
  const vectors = await embedder.embed(texts, 'ingestion');
  const cosines = new Float32Array(texts.length ** 2);
  vectors.forEach((vector, row) => {
    for (let column = 0; column < row; column += 1) {
      const cosine = dot(vector, vectors[column] ?? vector);
      cosines[row * texts.length + column] = cosine;
      cosines[column * texts.length + row] = cosine;
    }
  });
  return { set, vectors, cosines };
}

/** One question of a replay, and what an exact search of the cache brings. */
export interface Lookup {
  at: number;
  question: LabelledQuestion;
  vector: Float32Array;
  /** Entries only, best first; an entry's label is its answer and its lineage. */
  neighbours: HitNeighbour[];
}

/**
 * Asks the questions one after the other into an empty cache. `onLookup` says whether the question is stored afterwards,
 * as a system does with what it had to answer afresh.
 */
export async function replay(
  stream: QuestionStream,
  onLookup: (lookup: Lookup) => 'store' | 'leave' | Promise<'store' | 'leave'>,
): Promise<void> {
  const stored: number[] = [];
  for (const [at, question] of stream.set.questions.entries()) {
    const vector = stream.vectors[at] ?? new Float32Array();
    const neighbours = nearest(stream, at, stored);
    if ((await onLookup({ at, question, vector, neighbours })) === 'store') stored.push(at);
  }
}

function nearest(stream: QuestionStream, at: number, stored: readonly number[]): HitNeighbour[] {
  const count = stream.vectors.length;
  const best: { cosine: number; entry: number }[] = [];
  for (const entry of stored) {
    const cosine = stream.cosines[at * count + entry] ?? 0;
    const worst = best.length < neighbourCount ? cosineFloor : (best.at(-1)?.cosine ?? 0);
    if (cosine <= worst) continue;
    const place = best.findIndex((other) => other.cosine < cosine);
    best.splice(place === -1 ? best.length : place, 0, { cosine, entry });
    if (best.length > neighbourCount) best.pop();
  }
  return best.flatMap(({ cosine, entry }) => {
    const question = stream.set.questions[entry];
    const vector = stream.vectors[entry];
    return question === undefined || vector === undefined
      ? []
      : [entryOf(question, vector, cosine)];
  });
}

function entryOf(
  { text, label }: LabelledQuestion,
  vector: Float32Array,
  cosine: number,
): HitNeighbour {
  return { text, vector, cosine, lineage: [label], answerKey: label, kind: 'entry' };
}

/** Of two normalised vectors, their cosine. */
export function dot(left: Float32Array, right: Float32Array): number {
  let total = 0;
  for (let at = 0; at < left.length; at += 1) total += (left[at] ?? 0) * (right[at] ?? 0);
  return total;
}
