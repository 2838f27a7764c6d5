import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import { isOpen, type ReadingWeights, weighed } from '../../caching/decision/reading-verifier.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../../caching/decision/verifier.ts';
import { fitLogisticRegression } from '../../caching/training/logistic-regression.ts';
import { logOddsOf } from '../../log-odds.ts';
import { areaUnderCurve } from '../logistic-fit.ts';
import { readHelpCentre } from '../reading/training-file.ts';
import { cachedReader } from '../reading-cache.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { centrePairs, type PairToJudge } from './reading-pairs.ts';
import { shippedWeights } from './verifier-weights-file.ts';

/**
 * Fits how the reading verifier weighs its two judgements: `node server/evals/cache/fit-reading-verifier.ts --centre FILE...`, with help
 * centres that the reading model never saw. Writes `caching/decision/reading-weights.json`.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({
  options: {
    centre: { type: 'string', multiple: true, default: [] },
    reader: { type: 'string' },
  },
});
/** What lies outside is not read: hardly anything below is right, hardly anything above is wrong. */
const worthReading = { from: 0.01, to: 0.98 };
const decision = new URL('../../caching/decision/', import.meta.url);

const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
const reader = cachedReader(
  startOnnxReader({ ...(values.reader && { folder: values.reader }) }),
  join(root, 'results/readings'),
);
const neighbourhood = makeLogisticVerifier(
  shippedWeights<VerifierWeights>(new URL('verifier-weights.json', decision)),
);
const judged: { name: string; sha256: string; scored: Scored[] }[] = [];
for (const file of values.centre) {
  const pairs = await centrePairs(readHelpCentre(file), embedder);
  judged.push({
    name: basename(file, '.jsonl'),
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    scored: await judge(pairs),
  });
}
await Promise.all([embedder.close(), reader.close()]);

const model = fitLogisticRegression(
  judged
    .flatMap(({ scored }) => scored)
    .map(({ before, same, right }) => ({
      features: [logOddsOf(before), logOddsOf(same)],
      right,
    })),
);
const slope = (at: number) => (model.weights[at] ?? 0) / (model.deviations[at] ?? 1);
const weights: ReadingWeights = {
  bias: rounded(model.bias - slope(0) * (model.means[0] ?? 0) - slope(1) * (model.means[1] ?? 0)),
  neighbourhood: rounded(slope(0)),
  reading: rounded(slope(1)),
  worthReading,
  trainedOn: judged.map(({ name, sha256, scored }) => ({ name, sha256, rows: scored.length })),
};
console.log(weights);
for (const { name, scored } of judged) report(name, scored);
const file = fileURLToPath(new URL('reading-weights.json', decision));
writeFileSync(file, `${JSON.stringify({ shipped: weights }, null, 2)}\n`);

interface Scored {
  before: number;
  same: number;
  right: boolean;
}

/** Both judgements of every pair that is worth reading. */
async function judge(pairs: readonly PairToJudge[]): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const { question, candidate, context, right } of pairs) {
    const before = await neighbourhood.score(question, candidate, context);
    if (before < worthReading.from || before >= worthReading.to) continue;
    if (!isOpen(candidate, context)) continue;
    const same = await reader.compare(question, candidate.text, 'ingestion');
    scored.push({ before, same, right });
  }
  return scored;
}

function report(name: string, scored: readonly Scored[]): void {
  const area = (score: (one: Scored) => number) =>
    areaUnderCurve(
      scored.map((one) => ({ score: score(one), outcome: one.right ? 1 : 0 })),
    ).toFixed(3);
  console.log(
    `  ${name}: ${scored.length} pairs, ${scored.filter(({ right }) => right).length} right; area under the curve`,
    `neighbourhood ${area(({ before }) => before)}, reading ${area(({ same }) => same)},`,
    `both ${area(({ before, same }) => weighed(before, same, weights))}`,
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
