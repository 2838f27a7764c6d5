import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import { chooseCandidates } from '../../caching/decision/candidate.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { makeLogisticVerifier } from '../../caching/decision/verifier.ts';
import { makeRandom, shuffled } from '../../caching/training/labelled-questions.ts';
import { fitLogisticRegression } from '../../caching/training/logistic-regression.ts';
import { logOddsOf } from '../../log-odds.ts';
import type { KnowledgeDocument } from '../knowledge-file.ts';
import { areaUnderCurve } from '../logistic-fit.ts';
import { type HelpCentre, readHelpCentre } from '../reading/training-file.ts';
import { cachedReader } from '../reading-cache.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { type ReadingWeights, weighed } from './reading-verifier.ts';
import { shippedWeights } from './verifier-weights-file.ts';
import { type KnownQuestion, makeYoungCache } from './young-cache.ts';

/**
 * Fits how the reading verifier weighs its two judgements: `node server/evals/cache/fit-reading-verifier.ts [--centre FILE]`.
 * The questions of a help centre that the reading model never saw are asked in random order into a cache over its articles; a
 * hit is right when both questions are wordings of one need. Writes `reading-weights.json`.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({
  options: {
    centre: { type: 'string', default: join(root, 'server/evals/reading/centres/outdoor.jsonl') },
    reader: { type: 'string' },
  },
});
/** Share of the questions that are stored: the rest finds its answer cached or not. */
const storedShare = 0.6;
const candidatesRead = 3;
/** Scores of the neighbourhood under which it is not worth reading. */
const worthReading = 0.005;

const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
const reader = cachedReader(
  startOnnxReader({ ...(values.reader && { folder: values.reader }) }),
  join(root, 'results/readings'),
);
const neighbourhood = makeLogisticVerifier(
  shippedWeights(new URL('../../caching/decision/verifier-weights.json', import.meta.url)),
);
const centre = readHelpCentre(values.centre);
const examples = await collect(centre);
await Promise.all([embedder.close(), reader.close()]);

const model = fitLogisticRegression(
  examples.map(({ before, same, right }) => ({
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
};
console.log(
  examples.length,
  'candidates,',
  examples.filter(({ right }) => right).length,
  'right',
  weights,
);
for (const [name, score] of [
  ['neighbourhood', (one: Scored) => one.before],
  ['reading', (one: Scored) => one.same],
  ['both', (one: Scored) => weighed(one.before, one.same, weights)],
] as const) {
  const scored = examples.map(
    (one) => ({ score: score(one), outcome: one.right ? 1 : 0 }) as const,
  );
  console.log(name, 'area under the curve', areaUnderCurve(scored).toFixed(3));
}
const missed = examples.filter(({ before, right }) => right && before < worthReading).length;
console.log('right ones not worth reading:', missed);
const file = new URL('./reading-weights.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ ...weights, centre: centre.name }, null, 2)}\n`);

interface Scored {
  before: number;
  same: number;
  right: boolean;
}

async function collect(from: HelpCentre): Promise<Scored[]> {
  const documents = from.sections.map(({ title, heading, text }, number): KnowledgeDocument => {
    const id = `section-${number}`;
    const markdown = `## ${heading}\n\n${text}`;
    return { fileName: id, parsed: { frontMatter: { id, title }, title, markdown } };
  });
  const cache = await makeYoungCache(documents, embedder);
  const guard = makeGuards(cache.vocabulary);
  const needOf = new Map<string, object>();
  for (const need of from.sections.flatMap(({ needs }) => needs)) {
    for (const ask of need.ask) needOf.set(ask, need);
  }
  const random = makeRandom(5);
  const stored: KnownQuestion[] = [];
  const scored: Scored[] = [];
  for (const text of shuffled([...needOf.keys()], random)) {
    const asked = await cache.know(text);
    const context = cache.lookUp(asked, stored);
    const choice = chooseCandidates(text, context.neighbours, guard, candidatesRead);
    for (const candidate of choice.kind === 'candidates' ? choice.candidates : []) {
      const before = await neighbourhood.score(text, candidate, context);
      const same = await reader.compare(text, candidate.text, 'ingestion');
      scored.push({ before, same, right: needOf.get(candidate.text) === needOf.get(text) });
    }
    if (random() < storedShare) stored.push(asked);
  }
  return scored;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
