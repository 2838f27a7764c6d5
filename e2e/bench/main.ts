import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOnnxEmbedder } from '../../server/adapters/onnx/onnx-embedder.ts';
import { writeResult } from '../../server/evals/cache/result-file.ts';
import { startDeskhandProcess } from '../harness/deskhand-process.ts';
import { countTokens } from '../simulator/tokens.ts';
import { startChild } from './child-process.ts';
import { type DeliveryCase, measureDelivery } from './delivery.ts';
import { measureFirstTokens } from './first-tokens.ts';
import { writeLongArticles } from './long-articles.ts';
import { type Figure, isKept, promiseText } from './promises.ts';
import { readParaphrases, readQuestions } from './questions.ts';
import { measureExactHits, measureSemanticHits } from './round-trips.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run bench`: the product against a bare Socket.IO server, measured in the same run. */
async function bench(): Promise<Figure[]> {
  return [...(await roundTrips()), ...(await deliveries())];
}

const tokensPerSecond = 10;
const firstTokenMs = 200;

/** With patience and room for all: nothing may be asked twice or answered by something else. */
const oneModel = (provider: string): string => `models:
  - id: writer
    provider: simulator
    baseUrl: ${provider}
    model: writer
    tier: small
    referenceModel: true
    pricesPerMillion: { input: 0.15, output: 0.60, cachedInput: 0.075 }
    contextWindow: 128000
    limits: { concurrency: 1000 }
    timeouts: { firstTokenMs: 30000, gapMs: 30000, totalMs: 120000 }
`;

/** Everybody asks something else. */
const few: DeliveryCase = {
  connections: 200,
  generations: 200,
  rampMs: 6_000,
  fromMs: 10_000,
  windowMs: 4_000,
};

/** As when something has happened that many ask about: each answer is written once for twenty of them. */
const many: DeliveryCase = {
  connections: 1_000,
  generations: 50,
  rampMs: 8_000,
  fromMs: 13_000,
  windowMs: 4_000,
};

/** Many customers at once, whose answers come from a model that writes at a fixed pace. */
async function deliveries(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
  const simulator = await startChild('simulator-process.ts', {
    models: [{ id: '*', firstTokenMs, tokensPerSecond }],
  });
  const { url: provider } = simulator.ready as { url: string };
  const knowledge = join(folder, 'knowledge');
  const answers = await writeLongArticles(knowledge);
  await writeFile(join(folder, 'models.yaml'), oneModel(provider));
  const texts = answers.map(({ text }) => text);
  const [product, bare] = await Promise.all([
    startDeskhandProcess({
      settings: {
        LOG_LEVEL: 'warn',
        MODELS_FILE: join(folder, 'models.yaml'),
        KNOWLEDGE_FOLDER: knowledge,
        EMBEDDINGS_URL: provider,
        EMBEDDINGS_DIMENSIONS: '256',
        USD_PER_DAY: '1000000',
        USD_PER_ADDRESS_PER_DAY: '0',
      },
    }),
    startChild('bare-server.ts', { answers: texts }),
  ]);
  try {
    await product.vectorsReady;
    // What one case was answered must not be in the caches when another asks.
    const third = (which: number) => answers.filter((_, at) => at % 3 === which);
    const parts = {
      product: product.url,
      bare: (bare.ready as { url: string }).url,
      tokensPerSecond,
      firstTokenMs,
      charactersPerToken: texts.join('').length / countTokens(texts.join('')),
    };
    return [
      ...(await measureFirstTokens(product.url, provider, third(0), firstTokenMs)),
      ...(await measureDelivery(few, { ...parts, answers: third(1) })),
      ...(await measureDelivery(many, { ...parts, answers: third(2) })),
    ];
  } finally {
    await Promise.all([product.close(), bare.end()]);
    await simulator.end();
    await rm(folder, { recursive: true, force: true });
  }
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
      ...(await measureExactHits(urls, readQuestions(join(cases, 'sample.jsonl'), 12), 200)),
      ...(await measureSemanticHits(
        product.url,
        readParaphrases(join(cases, 'sample.jsonl'), 60),
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
