import type { HitContext, HitNeighbour } from '../../ports/hit-verifier.ts';
import { cosineFloor, groupByAnswer } from './candidate.ts';
import { contentStems, wordsOf } from './words.ts';

/** What the verifier looks at, in this order in every weights file. */
export const featureNames = [
  'closeness',
  'margin',
  'distanceRatio',
  'voteShare',
  'support',
  'candidateMargin',

  'candidateAlignment',
  'answerCoverage',
  'lengthRatio',
  'lineageKnown',
  'lineageAgreement',
] as const;

export type FeatureName = (typeof featureNames)[number];
export type Features = Record<FeatureName, number>;

/** How many of an answer's nearest questions say how close it is. */
const closest = 3;
/** Keeps the logarithm of the distance ratio finite for identical questions. */
const distanceOffset = 1.02;

/**
 * The features of one candidate. All are plain numbers, most of them in 0..1; none needs a label.
 * - closeness: mean cosine of the three nearest questions with the candidate's answer
 * - margin, distanceRatio: how much nearer the candidate is than the nearest neighbour with a different answer
 * - voteShare, support: how the neighbours vote, and (logarithm) how many stand for the answer
 * - candidateMargin: how much nearer the candidate is to the question than to any other answer's question
 * - candidateAlignment: share of the candidate's content words that the question has; answerCoverage: share of the
 *   question's that any near question with this answer has; lengthRatio: shorter over longer, in words
 * - lineageAgreement: one over the rank at which the question retrieves what the answer rests on, 0 where it does not;
 *   0 with lineageKnown 0 where nothing was retrieved
 */
export function featuresOf(
  question: string,
  candidate: HitNeighbour,
  context: HitContext,
): Features {
  const groups = groupByAnswer(context.neighbours);
  const own = groups.find(({ neighbours }) => neighbours.includes(candidate));
  const same = own?.neighbours ?? [candidate];
  const others = groups.filter((group) => group !== own).flatMap(({ neighbours }) => neighbours);
  const other = nearestOther(candidate, context.neighbours, others);
  const questionStems = contentStems(question);
  const candidateStems = contentStems(candidate.text);
  return {
    closeness: mean(same.slice(0, closest).map(({ cosine }) => cosine)),
    margin: candidate.cosine - other,
    distanceRatio: Math.log((distanceOffset - other) / (distanceOffset - candidate.cosine)),
    voteShare: own?.voteShare ?? 1,
    support: Math.log(1 + same.length),
    candidateMargin:
      candidate.cosine -
      Math.max(cosineFloor, ...others.map(({ vector }) => dot(vector, candidate.vector))),
    candidateAlignment: shareIn(candidateStems, questionStems),
    answerCoverage: shareIn(
      questionStems,
      same.flatMap(({ text }) => contentStems(text)),
    ),
    lengthRatio: lengthRatio(wordsOf(question).length, wordsOf(candidate.text).length),
    ...lineageFeatures(candidate.lineage, context.retrievedLineage),
  };
}

/**
 * Cosine of the nearest neighbour with a different answer. Where the list holds none, the next one lies somewhere below its
 * end, and the end is taken for it: a candidate with nothing to compare it with has no margin at all.
 */
function nearestOther(
  candidate: HitNeighbour,
  neighbours: readonly HitNeighbour[],
  others: readonly HitNeighbour[],
): number {
  if (others.length > 0) return Math.max(...others.map(({ cosine }) => cosine));
  return Math.min(neighbours.at(-1)?.cosine ?? candidate.cosine, candidate.cosine);
}

/** Passages of the question's own search that are compared with what a cached answer rests on, as the verifier learned it. */
const lineageDepth = 5;

function lineageFeatures(
  lineage: readonly string[],
  retrieved: readonly string[] | undefined,
): Pick<Features, 'lineageKnown' | 'lineageAgreement'> {
  if (retrieved === undefined || retrieved.length === 0) {
    return { lineageKnown: 0, lineageAgreement: 0 };
  }
  const rank = retrieved.slice(0, lineageDepth).findIndex((id) => lineage.includes(id));
  return { lineageKnown: 1, lineageAgreement: rank === -1 ? 0 : 1 / (rank + 1) };
}

function shareIn(stems: readonly string[], of: readonly string[]): number {
  if (stems.length === 0) return 0;
  const known = new Set(of);
  return stems.filter((stem) => known.has(stem)).length / stems.length;
}

function lengthRatio(one: number, other: number): number {
  return Math.min(one, other) / Math.max(one, other, 1);
}

function dot(left: Float32Array, right: Float32Array): number {
  let total = 0;
  for (let at = 0; at < left.length; at += 1) total += (left[at] ?? 0) * (right[at] ?? 0);
  return total;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
