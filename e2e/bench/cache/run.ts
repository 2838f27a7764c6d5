import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../../server/adapters/onnx/onnx-embedder.ts';
import { readConfig } from '../../../server/config.ts';
import { writeResult } from '../../../server/evals/cache/result-file.ts';
import { cachedEmbedder } from '../../../server/evals/vector-cache.ts';
import type { Embedder } from '../../../server/ports/embedder.ts';
import { judge } from './judge.ts';
import { inProcessStores, namedStores } from './lookup-stores.ts';
import { type LookupTimes, timeLookups } from './lookup-times.ts';
import { playPlain } from './plain-thresholds.ts';
import { playVisits } from './play.ts';
import { lookupTable, plainTable, shortfalls, sourceTable } from './report.ts';
import { intentSource, type Source, sampleSource } from './source.ts';
import { type SourceFigures, sourceFigures } from './source-figures.ts';

const usage = `What the caches serve when questions repeat, how much of it is wrong, and how long a lookup takes.

  npm run bench:cache [-- --intents FILE --visits 2000 --entries 1000,10000,100000]

FILE holds JSON lines of {"text", "intent"}; --intents may be given several times. Each file is played as a shop of its own, whose
articles are made up, one for each intent; the sample knowledge base is played in any case. Half way articles are edited.
Cached questions in doubt are read together with the new one, passages are not (READ_PASSAGES).
With REDIS_URL or QDRANT_URL set, lookups are timed over these, too.

Fails where an answer goes to somebody it was not meant for, or rests on what was edited before it was asked for, where more
semantic hits are wrong than WRONG_HIT_BOUND allows, or where a lookup costs a turn more than its limit.`;

const { values } = parseArgs({
  options: {
    intents: { type: 'string', multiple: true, default: [] },
    visits: { type: 'string', default: '2000' },
    entries: { type: 'string', default: '1000,10000,100000' },
    help: { type: 'boolean', default: false },
  },
});

const seed = 'cache bench';
const thresholds = [0.8, 0.9, 0.95];

async function measureSource(source: Source, embedder: Embedder): Promise<SourceFigures> {
  const played = await playVisits(source, Number(values.visits), seed);
  const turns = judge(played.turns);
  const plain = [];
  for (const threshold of thresholds) plain.push(await playPlain(turns, threshold, embedder));
  return sourceFigures(source.name, turns, played, plain);
}

async function measureLookups(source: Source, embedder: Embedder): Promise<LookupTimes[]> {
  const texts = source.topics.flatMap(({ wordings }) => wordings);
  const vectors = await embedder.embed(texts, 'ingestion');
  const questions = texts.map((text, at) => ({ text, vector: vectors[at] as Float32Array }));
  const sizes = values.entries.split(',').map(Number);
  const { dimensions } = embedder;
  const times = await timeLookups(inProcessStores(dimensions), sizes, questions);
  const named = await namedStores(readConfig(), dimensions);
  return named === null ? times : [...times, ...(await timeLookups(named, sizes, questions))];
}

async function run(): Promise<void> {
  const sample = sampleSource();
  const embedder = cachedEmbedder(startOnnxEmbedder(), 'results/vectors');
  try {
    const sources: SourceFigures[] = [];
    for (const source of [sample, ...values.intents.map(intentSource)]) {
      sources.push(await measureSource(source, embedder));
    }
    const lookups = await measureLookups(sample, embedder);
    console.table(sourceTable(sources));
    console.table(plainTable(sources));
    console.table(lookupTable(lookups));
    const bound = readConfig().wrongHitBound;
    const missed = shortfalls(sources, lookups, bound);
    for (const line of missed) console.error(`Short: ${line}.`);
    writeResult('.', 'bench-cache', { sources, lookups, bound, missed });
    if (missed.length > 0) process.exitCode = 1;
  } finally {
    await embedder.close();
  }
}

if (values.help) console.log(usage);
else await run();
