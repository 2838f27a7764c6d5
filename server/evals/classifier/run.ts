import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { readLabelledExamples } from '../../routing/labelled-examples.ts';
import { TaskClassifier } from '../../routing/task-classifier.ts';
import { writeResult } from '../cache/result-file.ts';
import { Confusion, parseQuestions } from './confusion.ts';

const shipped = new URL('../../routing/examples/held-out.tsv', import.meta.url);
/** What is promised for the questions that come with the project. */
const accuracyFloor = 0.9;
const latencyFloorMs = 1;

const usage = `How well questions are sorted into task classes.

  npm run eval:classifier [-- --cases FILE]

Each line of FILE: a task class, a tab, a question. Without it the held-out questions of the project are asked; the
command then fails below ${accuracyFloor} right, or above ${latencyFloorMs} ms at the median beyond the embedding.`;

const { values } = parseArgs({
  options: { cases: { type: 'string' }, help: { type: 'boolean', default: false } },
});

async function run(): Promise<void> {
  const questions = parseQuestions(readFileSync(values.cases ?? shipped, 'utf8'));
  const embedder = startOnnxEmbedder();
  const classifier = new TaskClassifier();
  await classifier.learn(readLabelledExamples(), embedder);
  const confusion = new Confusion();
  const timesMs: number[] = [];
  for (const { taskClass, text } of questions) {
    const [vector = null] = await embedder.embed([text], 'question');
    const startedMs = performance.now();
    const found = classifier.classify({ question: text, vector });
    timesMs.push(performance.now() - startedMs);
    confusion.add(taskClass, found.taskClass);
  }
  await embedder.close();
  const accuracy = confusion.accuracy();
  const medianMs = timesMs.toSorted((left, right) => left - right)[timesMs.length >> 1] ?? 0;
  console.table(confusion.table());
  console.log(
    `${questions.length} questions, ${accuracy.toFixed(3)} right, ${medianMs.toFixed(3)} ms each at the median`,
  );
  const n = questions.length;
  const name = values.cases ? 'classifier-own-cases' : 'classifier';
  writeResult('.', name, { n, accuracy, medianMs, confusion: confusion.table() });
  if (values.cases) return;
  if (accuracy < accuracyFloor || medianMs > latencyFloorMs) process.exitCode = 1;
}

if (values.help) console.log(usage);
else await run();
