import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { readLabelledSet } from '../../caching/training/labelled-questions.ts';
import { makeQuestionStream } from '../../caching/training/replay.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { writeResult } from './result-file.ts';
import { reportStream, servedIn, streamShortfalls, streamTable } from './stream-report.ts';
import { weightsWithout } from './verifier-weights-file.ts';

const usage = `node server/evals/cache/run.ts --stream FILE [--rows 4000] [--seed 1]
node server/evals/cache/run.ts --pairs FILE [--kb FOLDER]`;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const weightsFile = new URL('../../caching/decision/verifier-weights.json', import.meta.url);

const { values: options } = parseArgs({
  options: {
    stream: { type: 'string' },
    pairs: { type: 'string' },
    rows: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    kb: { type: 'string', default: join(root, 'server/knowledge/sample') },
  },
});

const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
try {
  const missed = await measure(embedder);
  for (const line of missed) console.error(`Short: ${line}.`);
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await embedder.close();
}

async function measure(using: Embedder): Promise<string[]> {
  if (options.stream !== undefined) return measureStream(options.stream, using);
  throw new Error(usage);
}

async function measureStream(file: string, using: Embedder): Promise<string[]> {
  const set = readLabelledSet(file, Number(options.rows), Number(options.seed));
  const weights = weightsWithout(weightsFile, set.sha256);
  const learned = weights.trainedOn.map(({ name }) => name).join(', ');
  console.log(
    `${set.name}: ${set.questions.length} questions; the verifier learned from ${learned}`,
  );
  const report = reportStream(await makeQuestionStream(set, using), weights);
  console.table(streamTable(report, set.questions.length));
  const plain = servedIn(report, 'plain threshold', 0.01).share;
  const verified = servedIn(report, 'verifier', 0.01).share;
  console.log(
    `At 1% the verifier serves ${(verified / plain).toFixed(1)} times the best plain threshold.`,
  );
  const missed = streamShortfalls(set.name, report);
  writeResult(root, `eval-cache-${basename(file, '.jsonl')}`, {
    n: set.questions.length,
    seed: Number(options.seed),
    embedder: using.modelId,
    trainedOn: weights.trainedOn,
    report,
    missed,
  });
  return missed;
}
