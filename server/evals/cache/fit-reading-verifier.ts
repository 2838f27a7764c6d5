import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import { type ReadingWeights, weighed } from '../../caching/decision/reading-verifier.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../../caching/decision/verifier.ts';
import { readLabelledSet } from '../../caching/training/labelled-questions.ts';
import { fitLogisticRegression } from '../../caching/training/logistic-regression.ts';
import { logOddsOf } from '../../log-odds.ts';
import { areaUnderCurve } from '../logistic-fit.ts';
import { readHelpCentre } from '../reading/training-file.ts';
import { cachedReader } from '../reading-cache.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { centrePairs, intentPairs, type PairToJudge } from './reading-pairs.ts';
import { shippedWeights, weightsWithout } from './verifier-weights-file.ts';

/**
 * Fits how the reading verifier weighs its two judgements: `node server/evals/cache/fit-reading-verifier.ts --centre FILE... --data
 * FILE... [--rows 1200]`. Centres must be such that the reading model never saw; of the sets of labelled questions each is left out
 * once, for measuring it. Writes `caching/decision/reading-weights.json`.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({
  options: {
    centre: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', multiple: true, default: [] },
    rows: { type: 'string', default: '1200' },
    reader: { type: 'string' },
  },
});
/** What lies outside is not read: hardly anything below is right, hardly anything above is wrong. */
const worthReading = { from: 0.01, to: 0.98 };
const decision = new URL('../../caching/decision/', import.meta.url);
const neighbourhoodFile = new URL('verifier-weights.json', decision);

interface Source {
  name: string;
  sha256: string;
  rows: number;
  pairs: PairToJudge[];
}

const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
const reader = cachedReader(
  startOnnxReader({ ...(values.reader && { folder: values.reader }) }),
  join(root, 'results/readings'),
);
const centres: Source[] = [];
for (const file of values.centre) {
  const pairs = await centrePairs(readHelpCentre(file), embedder);
  centres.push({
    name: basename(file, '.jsonl'),
    sha256: sha256Of(file),
    rows: pairs.length,
    pairs,
  });
}
const sets: Source[] = [];
for (const file of values.data) {
  const set = readLabelledSet(file, Number(values.rows));
  const pairs = await intentPairs(set, embedder);
  sets.push({ name: set.name, sha256: set.sha256, rows: set.questions.length, pairs });
}

const shipped = await weigh(shippedWeights<VerifierWeights>(neighbourhoodFile), [
  ...centres,
  ...sets,
]);
const heldOut: ReadingWeights[] = [];
for (const left of sets) {
  const neighbourhood = weightsWithout<VerifierWeights>(neighbourhoodFile, left.sha256);
  const rest = sets.filter((set) => set !== left);
  heldOut.push(await weigh(neighbourhood, [...centres, ...rest], left));
}
await Promise.all([embedder.close(), reader.close()]);
const file = fileURLToPath(new URL('reading-weights.json', decision));
writeFileSync(file, `${JSON.stringify({ shipped, heldOut }, null, 2)}\n`);

interface Scored {
  before: number;
  same: number;
  filled: number;
  right: boolean;
}

async function weigh(
  neighbourhood: VerifierWeights,
  sources: readonly Source[],
  unseen?: Source,
): Promise<ReadingWeights> {
  const scored: Scored[][] = [];
  for (const { pairs } of sources) scored.push(await judge(pairs, neighbourhood));
  // Every source counts the same, however many pairs it has.
  const largest = Math.max(...scored.map(({ length }) => length));
  const balanced = scored.flatMap((own) =>
    Array.from({ length: Math.round(largest / Math.max(1, own.length)) }, () => own).flat(),
  );
  const model = fitLogisticRegression(
    balanced.map((one) => ({ features: featuresOf(one), right: one.right })),
  );
  const slope = (at: number) => (model.weights[at] ?? 0) / (model.deviations[at] ?? 1);
  const shift = model.means.reduce((sum, mean, at) => sum + mean * slope(at), 0);
  const weights: ReadingWeights = {
    bias: rounded(model.bias - shift),
    neighbourhood: rounded(slope(0)),
    reading: rounded(slope(1)),
    filling: {
      bias: rounded(slope(2)),
      neighbourhood: rounded(slope(3)),
      reading: rounded(slope(4)),
    },
    worthReading,
    trainedOn: sources.map(({ name, sha256, rows }) => ({ name, sha256, rows })),
  };
  console.log(JSON.stringify({ ...weights, trainedOn: weights.trainedOn.map(({ name }) => name) }));
  for (const [at, own] of scored.entries()) report(sources[at]?.name ?? '', own, weights);
  if (unseen !== undefined) {
    report(`${unseen.name}, unseen`, await judge(unseen.pairs, neighbourhood), weights);
  }
  return weights;
}

/** Both judgements of every pair that is worth reading. */
async function judge(pairs: readonly PairToJudge[], weights: VerifierWeights): Promise<Scored[]> {
  const neighbourhood = makeLogisticVerifier(weights);
  const scored: Scored[] = [];
  for (const { question, candidate, context, filled, right } of pairs) {
    const before = await neighbourhood.score(question, candidate, context);
    if (before < worthReading.from || before >= worthReading.to) continue;
    const same = await reader.compare(question, candidate.text, 'ingestion');
    scored.push({ before, same, filled, right });
  }
  return scored;
}

function featuresOf({ before, same, filled }: Scored): number[] {
  const [one, other] = [logOddsOf(before), logOddsOf(same)];
  return [one, other, filled, filled * one, filled * other];
}

function report(name: string, scored: readonly Scored[], weights: ReadingWeights): void {
  const area = (score: (one: Scored) => number) =>
    areaUnderCurve(
      scored.map((one) => ({ score: score(one), outcome: one.right ? 1 : 0 })),
    ).toFixed(3);
  console.log(
    `  ${name}: ${scored.length} pairs, ${scored.filter(({ right }) => right).length} right; area under the curve`,
    `neighbourhood ${area(({ before }) => before)}, reading ${area(({ same }) => same)}, both ${area((one) => weighed(one, weights))}`,
  );
}

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
