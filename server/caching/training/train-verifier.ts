import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { cachedEmbedder } from '../../evals/vector-cache.ts';
import { featureNames } from '../decision/features.ts';
import type { VerifierWeights } from '../decision/verifier.ts';
import type { LabelledSet } from './labelled-questions.ts';
import { readLabelledSet } from './labelled-questions.ts';
import type { Example } from './logistic-regression.ts';
import { fitLogisticRegression } from './logistic-regression.ts';
import { makeQuestionStream } from './replay.ts';
import { bareExamples, trainingExamples } from './training-examples.ts';

const usage =
  'node server/caching/training/train-verifier.ts --data FILE... [--rows 4000] [--out FILE]';

/** Fits the verifier on all sets, which is what ships, and once without each set, which is what that set is tested with. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', multiple: true },
      rows: { type: 'string', default: '4000' },
      out: {
        type: 'string',
        default: fileURLToPath(new URL('../decision/verifier-weights.json', import.meta.url)),
      },
    },
  });
  if (values.data === undefined) throw new Error(usage);
  const embedder = cachedEmbedder(startOnnxEmbedder(), 'results/vectors');
  const learned: Learned[] = [];
  for (const file of values.data) {
    const set = readLabelledSet(file, Number(values.rows));
    const stream = await makeQuestionStream(set, embedder);
    const examples = await trainingExamples(stream, embedder);
    learned.push({ set, examples, bare: await bareExamples(stream) });
    console.log(`${set.name}: ${learned.at(-1)?.examples.length} examples`);
  }
  await embedder.close();
  const heldOut =
    learned.length < 2
      ? []
      : learned.map((left) => verifierFrom(learned.filter((one) => one !== left)));
  writeFileSync(
    values.out,
    `${JSON.stringify({ shipped: verifierFrom(learned), heldOut }, null, 2)}\n`,
  );
  console.log(`wrote ${values.out}`);
}

interface Learned {
  set: LabelledSet;
  examples: Example[];
  bare: Example[];
}

function verifierFrom(learned: readonly Learned[]): VerifierWeights {
  const bare = fitLogisticRegression(learned.flatMap((one) => one.bare));
  const slope = (bare.weights[0] ?? 0) / (bare.deviations[0] ?? 1);
  const model = fitLogisticRegression(learned.flatMap(({ examples }) => examples));
  const features = featureNames.map((name, at) => [
    name,
    {
      mean: rounded(model.means[at]),
      deviation: rounded(model.deviations[at]),
      weight: rounded(model.weights[at]),
    },
  ]);
  return {
    bias: rounded(model.bias),
    features: Object.fromEntries(features),
    bare: { bias: rounded(bare.bias - slope * (bare.means[0] ?? 0)), cosine: rounded(slope) },
    trainedOn: learned.map(({ set }) => ({
      name: set.name,
      sha256: set.sha256,
      rows: set.questions.length,
    })),
  };
}

/** Six digits: enough for the score, and the same on every machine. */
function rounded(value = 0): number {
  return Number(value.toPrecision(6));
}

await main();
