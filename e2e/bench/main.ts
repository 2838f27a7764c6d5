import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOnnxEmbedder } from '../../server/adapters/onnx/onnx-embedder.ts';
import { writeResult } from '../../server/evals/cache/result-file.ts';
import { startDeskhandProcess } from '../harness/deskhand-process.ts';
import { startChild } from './child-process.ts';
import { type Figure, isKept, promiseText } from './promises.ts';
import { readParaphrases, readQuestions } from './questions.ts';
import { measureExactHits, measureSemanticHits } from './round-trips.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run bench`: the product against a bare Socket.IO server, measured in the same run. */
async function bench(): Promise<Figure[]> {
  return [...(await roundTrips())];
}

/** One request at a time, on the embedded defaults. */
async function roundTrips(): Promise<Figure[]> {
  const [product, bare] = await Promise.all([
    startDeskhandProcess({ settings: { LOG_LEVEL: 'warn' } }),
    startChild('bare-server.ts', { answers: [] }),
  ]);
  const embedder = startOnnxEmbedder();
  try {
    await product.vectorsReady;
    const urls = { product: product.url, bare: (bare.ready as { url: string }).url };
    const cases = join(root, 'server/evals/cases');
    return [
      ...(await measureExactHits(urls, readQuestions(join(cases, 'sample.jsonl'), 12), 300)),
      ...(await measureSemanticHits(
        product.url,
        readParaphrases(join(cases, 'sample.jsonl'), 90),
        embedder,
      )),
    ];
  } finally {
    await Promise.all([product.close(), bare.end(), embedder.close()]);
  }
}

const figures = await bench();
console.table(
  figures.map(({ promise, ...figure }) => ({
    ...figure,
    promise: promiseText({ ...figure, ...(promise === undefined ? {} : { promise }) }),
  })),
);
const missed = figures.filter((figure) => !isKept(figure));
for (const figure of missed) console.error(`Short: ${figure.figure}, ${promiseText(figure)}.`);
writeResult(root, 'bench', { figures, missed: missed.map(({ figure }) => figure) });
process.exitCode = missed.length > 0 ? 1 : 0;
