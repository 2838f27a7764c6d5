import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { leastAnswerable } from '../adapters/extractive/knows-answer.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../adapters/onnx/onnx-reader.ts';
import {
  type AnswerabilityFeatures,
  answerabilityFeatures,
} from '../knowledge/retrieval/answerability.ts';
import { hybridSearch } from '../knowledge/retrieval/hybrid-search.ts';
import { read } from '../stages/read.ts';
import { type EvalCase, readCases } from './case-file.ts';
import { halfOf } from './half.ts';
import { readKnowledge } from './knowledge-file.ts';
import { areaUnderCurve, fitLogistic, type Observation, predict } from './logistic-fit.ts';
import { isForTraining } from './reading/published-sets.ts';
import { casesOf, documentsOf, readHelpCentre } from './reading/training-file.ts';
import { cachedReader } from './reading-cache.ts';
import { buildSearchBench, type SearchBench } from './search-bench.ts';
import { cachedEmbedder } from './vector-cache.ts';

/**
 * Fits the models of `answerability.ts`: `node server/evals/fit-answerability.ts [--centre FILE ...] [--mode read ...] [KB CASES ...]`.
 * Each question is searched with its gold documents (outcome 1 where one of them comes first) and without them (outcome 0).
 * The model shipped was fitted on travel-faq, on the questions of HaluEval as a knowledge base, and on the sample.
 * Half of each set, by a hash of the gold document's group, is for the fit, the other half for the figures that are printed. With
 * readings it is the half that the reading model did not learn from.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** A help centre of `reading`, which the reading model must not have learned from. */
    centre: { type: 'string', multiple: true, default: [] },
    mode: { type: 'string', multiple: true, default: ['hybrid', 'lexical', 'read'] },
    reader: { type: 'string' },
    /** Of a centre's questions every so manieth is asked: reading takes half a second a question. */
    every: { type: 'string', default: '2' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
const reader = cachedReader(
  startOnnxReader({ ...(values.reader && { folder: values.reader }) }),
  join(root, 'results/readings'),
);
const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;

const featuresOf = {
  hybrid: ['bestCosine', 'margin', 'lead', 'lift', 'names', 'coverage', 'exactHeld', 'unknown'],
  lexical: ['margin', 'lead', 'names', 'coverage', 'exactHeld', 'unknown'],
  read: ['reading', 'margin', 'lead', 'lift', 'exactHeld', 'coverage', 'unknown'],
} satisfies Record<string, (keyof AnswerabilityFeatures)[]>;

type Mode = keyof typeof featuresOf;

interface Sample extends Observation {
  set: string;
  training: boolean;
}

for (const mode of values.mode as Mode[]) {
  const names = featuresOf[mode];
  const samples = await collect(mode);
  const training = samples.filter((sample) => sample.training);
  const sets = [...new Set(samples.map(({ set }) => set))];
  // Every set counts the same, however many questions it has.
  const largest = Math.max(
    ...sets.map((set) => training.filter((each) => each.set === set).length),
  );
  const balanced = sets.flatMap((set) => {
    const own = training.filter((each) => each.set === set);
    return Array.from({ length: Math.round(largest / own.length) }, () => own).flat();
  });
  const model = fitLogistic(balanced, names);
  console.log(
    mode,
    JSON.stringify(model, (_, value) => rounded(value)),
  );
  for (const set of sets) report(set, model, samples);
}
await Promise.all([embedder.close(), reader.close()]);

function report(set: string, model: ReturnType<typeof fitLogistic>, samples: Sample[]): void {
  for (const training of [true, false]) {
    const scored = samples
      .filter((sample) => sample.set === set && sample.training === training)
      .map(({ features, outcome }) => ({ score: predict(model, features), outcome }));
    const answered = scored.filter(({ outcome }) => outcome === 1).map(({ score }) => score);
    const hidden = scored.filter(({ outcome }) => outcome === 0).map(({ score }) => score);
    const threshold = answered.toSorted((a, b) => a - b)[Math.floor(answered.length / 5)] ?? 0;
    const refused = hidden.filter((score) => score < threshold).length / hidden.length;
    console.log(
      `  ${set} ${training ? 'fitted on' : 'held out'}: AUC ${areaUnderCurve(scored).toFixed(3)}`,
      `refuses ${refused.toFixed(3)} where it answers 0.8 (threshold ${threshold.toFixed(3)});`,
      `at ${leastAnswerable} it answers ${shareAbove(answered)} and refuses ${(1 - shareAbove(hidden)).toFixed(3)}`,
    );
  }
}

function shareAbove(scores: number[]): number {
  const above = scores.filter((score) => score >= leastAnswerable).length;
  return Math.round((1000 * above) / scores.length) / 1000;
}

async function collect(mode: Mode): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let i = 0; i + 1 < positionals.length; i += 2) {
    const documents = await readKnowledge(positionals[i] ?? '');
    const path = positionals[i + 1] ?? '';
    const { cases } = readCases(path, documents);
    const bench = await buildSearchBench(documents, embedder, () => {});
    for (const test of cases.filter(({ history }) => history.length === 0)) {
      const training = mode === 'read' ? isUnread(test) : inTraining(test);
      samples.push(...(await samplesOf(test, { set: basename(path), training, bench, mode })));
    }
  }
  for (const path of values.centre) {
    const centre = readHelpCentre(path);
    const bench = await buildSearchBench(documentsOf(centre), embedder, () => {});
    const chosen = casesOf(centre).filter((_, at) => at % Number(values.every) === 0);
    for (const test of chosen) {
      const training = isForTraining(test.group);
      samples.push(...(await samplesOf(test, { set: centre.name, training, bench, mode })));
    }
  }
  return samples;
}

async function samplesOf(
  { question, gold }: Pick<EvalCase, 'question' | 'gold'>,
  {
    set,
    training,
    bench,
    mode,
  }: { set: string; training: boolean; bench: SearchBench; mode: Mode },
): Promise<Sample[]> {
  const search = async () => {
    const [vector = null] = mode === 'lexical' ? [] : await embedder.embed([question], 'question');
    const found = await hybridSearch({ question, vector, scope, limit: 8 }, bench);
    const retrieval = { ...found, indexVersion: 1, answerable: 0 };
    return mode === 'read' ? read(question, retrieval, reader) : retrieval;
  };
  const outcomes: Sample[] = [];
  const add = ({ evidence }: Awaited<ReturnType<typeof search>>, outcome: 0 | 1) => {
    if (evidence === null) return;
    outcomes.push({ features: { ...answerabilityFeatures(evidence) }, outcome, set, training });
  };
  if (gold.length === 0) add(await search(), 0);
  else {
    add(await search(), 1);
    add(await bench.without(gold, search), 0);
  }
  return outcomes;
}

/** Questions about one thing stay on one side. */
function inTraining({ gold, id }: EvalCase): boolean {
  const group = gold[0]?.includes('/') ? gold[0].split('/').slice(0, 2).join('/') : (gold[0] ?? id);
  return createHash('sha256').update(group).digest().readUInt8(0) % 2 === 0;
}

/** What the reading model did not learn from: of the sample, which it never saw, the half that may be looked at. */
function isUnread(test: EvalCase): boolean {
  return test.gold[0]?.includes('/') ? !inTraining(test) : halfOf(test) === 'looked at';
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
