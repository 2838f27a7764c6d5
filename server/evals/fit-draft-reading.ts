import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../adapters/onnx/onnx-reader.ts';
import { hybridSearch } from '../knowledge/retrieval/hybrid-search.ts';
import { draftEvidence } from '../routing/draft-reading.ts';
import { read } from '../stages/read.ts';
import { areaUnderCurve, fitLogistic, type Observation, predict } from './logistic-fit.ts';
import { documentsOf, type HelpCentre, readHelpCentre } from './reading/training-file.ts';
import { cachedReader } from './reading-cache.ts';
import { buildSearchBench } from './search-bench.ts';
import { cachedEmbedder } from './vector-cache.ts';

/**
 * Fits the model of `draft-reading.ts`: `node server/evals/fit-draft-reading.ts CENTRE ...`, on help centres that the reading
 * model did not learn from. Of each question three drafts are judged: its answer, another sentence of the passage that answers,
 * and a sentence of another passage. Each centre is also judged by what was fitted on the others.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const results = fileURLToPath(new URL('../../results', import.meta.url));
const embedder = cachedEmbedder(startOnnxEmbedder(), join(results, 'vectors'));
const reader = cachedReader(startOnnxReader(), join(results, 'readings'));
const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;
const names = ['own', 'best'];

interface Sample extends Observation {
  centre: string;
}

const samples: Sample[] = [];
for (const path of positionals) samples.push(...(await samplesOf(readHelpCentre(path))));
const whole = fitLogistic(samples, names);
console.log(JSON.stringify(whole, (_, value) => rounded(value)));
for (const centre of new Set(samples.map((sample) => sample.centre))) {
  const others = samples.filter((sample) => sample.centre !== centre);
  const model = fitLogistic(others.length > 0 ? others : samples, names);
  const scored = samples
    .filter((sample) => sample.centre === centre)
    .map(({ features, outcome }) => ({ score: predict(model, features), outcome }));
  const auc = areaUnderCurve(scored).toFixed(3);
  console.log(`${centre}, ${scored.length} drafts, fitted on the others: AUC ${auc}`);
  for (const least of [0.05, 0.1, 0.2, 0.3, 0.5]) {
    const below = (of: 0 | 1): string => {
      const all = scored.filter(({ outcome }) => outcome === of);
      return (all.filter(({ score }) => score < least).length / all.length).toFixed(3);
    };
    console.log(`  below ${least}: ${below(1)} of the right ones, ${below(0)} of the wrong ones`);
  }
}
await Promise.all([embedder.close(), reader.close()]);

async function samplesOf(centre: HelpCentre): Promise<Sample[]> {
  const bench = await buildSearchBench(documentsOf(centre), embedder, () => {});
  const found: Sample[] = [];
  const asked = centre.sections.flatMap(({ needs }) => needs);
  for (const [number, { ask, answer }] of asked.entries()) {
    const question = ask[number % ask.length] ?? '';
    const [vector = null] = await embedder.embed([question], 'question');
    const search = await hybridSearch({ question, vector, scope, limit: 8 }, bench);
    const { passages, units = [] } = await read(
      question,
      { ...search, indexVersion: 1, answerable: 0 },
      reader,
    );
    const right = units.find(({ text }) => text.includes(answer) || answer.includes(text));
    const home = passages.find(({ text }) => right !== undefined && text.includes(right.text));
    if (answer === '' || right === undefined || home === undefined) continue;
    const wrong = units.filter((unit) => unit !== right && !answer.includes(unit.text));
    const beside = wrong.filter(({ text }) => home.text.includes(text));
    const elsewhere = wrong.filter(({ text }) => !home.text.includes(text));
    const drafts = [
      { unit: right, outcome: 1 as const },
      { unit: beside[number % beside.length], outcome: 0 as const },
      { unit: elsewhere[number % elsewhere.length], outcome: 0 as const },
    ];
    for (const { unit, outcome } of drafts) {
      const evidence = unit && draftEvidence(unit.text, units, 'en');
      if (evidence) found.push({ centre: centre.name, features: { ...evidence }, outcome });
    }
  }
  return found;
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
