import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { startOnnxReader } from '../adapters/onnx/onnx-reader.ts';
import { type CaseFile, readCases } from './case-file.ts';
import { floors, shortfalls } from './floors.ts';
import { type FollowUpWriter, writtenByHand, writtenByModels } from './follow-up-writer.ts';
import { type Half, halfOf } from './half.ts';
import { readKnowledge } from './knowledge-file.ts';
import { type Figures, figuresOf, holdsFacts, type MeasuredCase, type Share } from './measures.ts';
import { cachedReader } from './reading-cache.ts';
import { buildSearchBench } from './search-bench.ts';
import type { EvalSubject } from './subject.ts';
import { createTurnSubject } from './turn-subject.ts';
import { cachedEmbedder } from './vector-cache.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    kb: { type: 'string', default: join(root, 'server/knowledge/sample') },
    cases: { type: 'string', default: join(root, 'server/evals/cases/sample.jsonl') },
    'hide-gold': { type: 'boolean', default: false },
    name: { type: 'string' },
    /** Another reading model than the shipped one: a folder with model.onnx and SHA256SUMS; `none` for none. */
    reader: { type: 'string' },
    /** Who writes follow-ups where the rules are not sure: `by-hand`, as the cases have them, or the small models of a models.yaml. */
    'follow-ups': { type: 'string' },
    /** Explains each case of the half that may be looked at. */
    verbose: { type: 'boolean', default: false },
  },
});

const documents = await readKnowledge(options.kb);
const { format, cases } = readCases(options.cases, documents);
const embedder = cachedEmbedder(startOnnxEmbedder(), join(root, 'results/vectors'));
console.log(`${documents.length} documents, ${cases.length} questions`);
const bench = await buildSearchBench(documents, embedder, showProgress);
console.log(`${bench.passages} passages`);
const reader =
  options.reader === 'none'
    ? undefined
    : cachedReader(
        startOnnxReader({ ...(options.reader && { folder: options.reader }) }),
        join(root, 'results/readings'),
      );
const writer = followUpWriter(options['follow-ups']);
const subject = createTurnSubject(bench, embedder, reader, writer);
const measured = await measure(subject);
writer?.report();
await subject.close();

const figures = figuresOf(measured);
const missed = shortfalls(figures, floors[format], options['hide-gold']);
print(figures, measured, format);
writeResult(figures, missed);
for (const line of missed) console.error(`Short: ${line}.`);
process.exitCode = missed.length > 0 ? 1 : 0;

function followUpWriter(named: string | undefined): FollowUpWriter | undefined {
  if (named === undefined) return undefined;
  return named === 'by-hand' ? writtenByHand : writtenByModels(named, embedder);
}

async function measure(from: EvalSubject): Promise<MeasuredCase[]> {
  const done: MeasuredCase[] = [];
  for (const test of cases) {
    const outcome = await from.answer(test, []);
    const hide = options['hide-gold'] && test.gold.length > 0;
    done.push({ test, outcome, hidden: hide ? await from.answer(test, test.gold) : null });
    if (options.verbose && halfOf(test) === 'looked at') explain(done.at(-1) as MeasuredCase);
  }
  return done;
}

function explain({ test, outcome }: MeasuredCase): void {
  const rank = outcome.documentIds.findIndex((id) => test.gold.includes(id)) + 1;
  const marks = [
    test.gold.length > 0 ? `gold ${rank || 'missing'}` : 'unanswerable',
    `answerable ${outcome.answerable.toFixed(2)}`,
    ...(test.facts.length > 0 ? [holdsFacts(outcome.text, test.facts) ? 'facts' : 'NO FACTS'] : []),
  ];
  console.log(`\n${test.id} ${test.question}\n  ${marks.join(', ')}: ${outcome.text}`);
  if (test.facts.length > 0) console.log(`  wanted: ${test.facts.join(' | ')}`);
}

function print(all: Figures, cases: MeasuredCase[], of: CaseFile['format']): void {
  const rows = Object.entries(all).flatMap(([figure, value]) => {
    if (value === null) return [];
    const floor = floors[of].find((each) => each.figure === figure);
    const promised = floor?.atLeast ?? floor?.atMost;
    return [{ figure, share: value.share.toFixed(3), n: value.of, promised: promised ?? '' }];
  });
  console.table(rows);
  if (of === 'own') printHalves(cases);
  const kinds = Map.groupBy(cases, ({ test }) => test.kind);
  if (kinds.size < 2) return;
  console.table(
    [...kinds].map(([kind, own]) => {
      const figure = (name: string) => figuresOf(own)[name]?.share.toFixed(2) ?? '';
      return {
        kind,
        n: own.length,
        'recall@1': figure('recall@1'),
        'recall@5': figure('recall@5'),
        facts: figure('facts in answer'),
        answered: figure('answered when answerable'),
        abstained: figure('abstained when unanswerable'),
      };
    }),
  );
}

function printHalves(cases: MeasuredCase[]): void {
  const [looked, heldOut] = (['looked at', 'held out'] satisfies Half[]).map((half) =>
    figuresOf(ofHalf(cases, half)),
  );
  const shown = (value: Share | null | undefined) =>
    value ? `${value.share.toFixed(3)} of ${value.of}` : '';
  console.table(
    floors.own.map(({ figure }) => ({
      figure,
      'looked at': shown(looked?.[figure]),
      'held out': shown(heldOut?.[figure]),
    })),
  );
}

function ofHalf(cases: MeasuredCase[], half: Half): MeasuredCase[] {
  return cases.filter(({ test }) => halfOf(test) === half);
}

function writeResult(all: Figures, missed: string[]): void {
  const set = options.name ?? (format === 'own' ? basename(dirname(options.cases)) : format);
  const name = `eval${set === 'cases' ? '' : `-${set}`}${options['hide-gold'] ? '-hide-gold' : ''}`;
  const folder = join(root, 'results');
  mkdirSync(folder, { recursive: true });
  const result = {
    name,
    knowledge: options.kb,
    cases: options.cases,
    n: cases.length,
    commit: commit(),
    date: new Date().toISOString(),
    embedder: embedder.modelId,
    figures: all,
    ...(format === 'own' && {
      halves: {
        'looked at': figuresOf(ofHalf(measured, 'looked at')),
        'held out': figuresOf(ofHalf(measured, 'held out')),
      },
    }),
    floors: floors[format],
    missed,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function commit(): string | null {
  if (!existsSync(join(root, '.git'))) return null;
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}

function showProgress(share: number): void {
  if (!process.stdout.isTTY) return;
  process.stdout.write(`\rembedded ${Math.floor(share * 100)} %${share === 1 ? '\n' : ''}`);
}
