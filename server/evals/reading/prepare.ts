import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { type Example, examplesOf } from './examples.ts';
import { readHaluEval, readTravelFaq } from './published-sets.ts';
import { readHelpCentre } from './training-file.ts';

/**
 * Writes `results/reading-examples.jsonl`, what `train.py` of the reading model learns from:
 * `node server/evals/reading/prepare.ts [--travel FOLDER] [--halueval FILE]`. Of the published sets only one half is learned from.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({
  options: {
    centres: { type: 'string', default: join(root, 'server/evals/reading/centres') },
    travel: { type: 'string' },
    halueval: { type: 'string' },
  },
});

const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
const centres = readdirSync(values.centres)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => readHelpCentre(join(values.centres, name)));
if (values.travel !== undefined) {
  const { travel } = values;
  centres.push(...(await readTravelFaq(join(travel, 'faqs.jsonl'), join(travel, 'turns.jsonl'))));
}
if (values.halueval !== undefined) centres.push(readHaluEval(values.halueval));

const examples: Example[] = [];
for (const centre of centres) examples.push(...(await examplesOf(centre, embedder)));
await embedder.close();

mkdirSync(join(root, 'results'), { recursive: true });
const file = join(root, 'results/reading-examples.jsonl');
writeFileSync(file, examples.map((example) => `${JSON.stringify(example)}\n`).join(''));
const counts = Map.groupBy(examples, ({ task, kind, label }) => `${task} ${kind} ${label}`);
console.table(Object.fromEntries([...counts].map(([name, own]) => [name, own.length])));
