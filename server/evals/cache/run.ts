import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { readLabelledSet } from '../../caching/training/labelled-questions.ts';
import { makeQuestionStream } from '../../caching/training/replay.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { readKnowledge } from '../knowledge-file.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { openVerifier } from './chosen-verifier.ts';
import { askOrdinaryQuestions } from './ordinary-questions.ts';
import { readPairs } from './pair-file.ts';
import {
  judgedAt,
  judgedThresholds,
  judgePairs,
  knowQuestions,
  pairFigures,
  pairPolicy,
  pairShortfalls,
  pairsServedAt,
  pairsTable,
  thresholdFor,
} from './pairs-report.ts';
import { writeResult } from './result-file.ts';
import { reportStream, servedIn, streamShortfalls, streamTable } from './stream-report.ts';
import { makeYoungCache } from './young-cache.ts';

const usage = `node server/evals/cache/run.ts --stream FILE [--rows 4000] [--seed 1] [--no-reading]
node server/evals/cache/run.ts --pairs FILE [--kb FOLDER] [--verbose] [--no-reading]`;

const root = fileURLToPath(new URL('../../..', import.meta.url));

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    stream: { type: 'string' },
    pairs: { type: 'string' },
    /** Without it: the verifier as it is where passages are not read. */
    reading: { type: 'boolean', default: true },
    rows: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
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
  if (options.pairs !== undefined) return measurePairs(options.pairs, using);
  throw new Error(usage);
}

async function measureStream(file: string, using: Embedder): Promise<string[]> {
  const set = readLabelledSet(file, Number(options.rows), Number(options.seed));
  const { verifier, trainedOn, close } = openVerifier(join(root, 'results'), {
    reading: options.reading,
    without: set.sha256,
  });
  const learned = trainedOn.map(({ name }) => name).join(', ');
  console.log(
    `${set.name}: ${set.questions.length} questions; the verifier learned from ${learned}`,
  );
  const report = await reportStream(await makeQuestionStream(set, using), verifier);
  await close();
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
    trainedOn,
    report,
    missed,
  });
  return missed;
}

async function measurePairs(file: string, using: Embedder): Promise<string[]> {
  const pairFile = readPairs(file);
  const documents = pairFile.format === 'own' ? await readKnowledge(options.kb) : [];
  const cache = await makeYoungCache(documents, using);
  const { verifier, close } = openVerifier(join(root, 'results'), { reading: options.reading });
  const policy = pairPolicy(cache, verifier);
  const known = await knowQuestions(pairFile.pairs, cache);
  const scored = await judgePairs(pairFile.pairs, known, cache, policy);
  const threshold = thresholdFor(scored);
  const judged = judgedAt(scored, threshold);
  console.log(`Judged from a score of ${threshold} on.`);
  console.table(pairsTable(judged));
  if (options.verbose) {
    for (const { pair, decision, verifierScore } of judged) {
      const expected = pair.same ? 'hit' : 'refused';
      if (decision.kind === expected) continue;
      const why = decision.kind === 'refused' ? `${decision.guard}: ${decision.detail}` : '';
      console.log(
        `${pair.kind} ${decision.kind} ${verifierScore.toFixed(3)} ${why}\n  ${pair.cached}\n  ${pair.asked}`,
      );
    }
  }
  const figures = pairFigures(judged);
  console.table([
    { figure: 'traps served', ...figures.trapsServed },
    { figure: 'paraphrases served', ...figures.paraphrasesServed },
    ...Object.entries(figures.averagePrecision).map(([by, share]) => ({
      figure: `average precision, ${by}`,
      share,
      of: judged.length,
    })),
  ]);
  const halves =
    pairFile.format === 'published'
      ? {}
      : Object.fromEntries(
          (['seen', 'held-out'] as const).map((half) => [
            half,
            pairFigures(judged.filter((one) => one.half === half)),
          ]),
        );
  for (const [half, { trapsServed, paraphrasesServed }] of Object.entries(halves)) {
    console.log(
      `articles ${half}: traps ${trapsServed.share.toFixed(3)} of ${trapsServed.of}, paraphrases ${paraphrasesServed.share.toFixed(3)} of ${paraphrasesServed.of}`,
    );
  }
  const ordinary =
    pairFile.format === 'published'
      ? []
      : await Promise.all(
          judgedThresholds.map(async (score) => ({
            threshold: score,
            ...pairsServedAt(judged, score),
            ...(await askOrdinaryQuestions(pairFile.pairs, known, cache, {
              ...policy,
              threshold: score,
            })),
          })),
        );
  await close();
  if (ordinary.length > 0) console.table(ordinary);
  const missed = pairShortfalls(pairFile, figures);
  writeResult(root, `eval-cache-${basename(file, '.jsonl')}`, {
    n: judged.length,
    embedder: using.modelId,
    verifier: verifier.verifierId,
    threshold,
    figures,
    halves,
    ordinary,
    kinds: pairsTable(judged),
    missed,
  });
  return missed;
}
