import { parseArgs } from 'node:util';
import { writeResult } from '../../../server/evals/cache/result-file.ts';
import { makePassage, makePrompt } from '../../../server/ports/language-model.contract.ts';
import type { Prompt } from '../../../server/ports/language-model.ts';
import { startChild } from '../child-process.ts';
import { directCaller, gatewayCaller } from './callers.ts';
import { type Cell, type Load, measureCell } from './measure.ts';
import { openSearching } from './searching.ts';

/** What routing and failure handling alone may add at 16 at a time. Milliseconds. */
const floors = { prompt: 'small', atOnce: 16, p50: 1, p99: 4 };
const routing = 'routing and failure handling';
const simulated = { models: [{ id: '*', firstTokenMs: 20, tokensPerSecond: 500 }] };

const loads: Load[] = [
  { atOnce: 1, bursts: 60, blocks: 5 },
  { atOnce: 4, bursts: 20, blocks: 5 },
  { atOnce: 16, bursts: 10, blocks: 9 },
  { atOnce: 64, bursts: 3, blocks: 5 },
];

const usage = `What a turn's way to a model adds to the first token, against the bare client.

  npm run bench:gateway [-- --at-once 16]

Fails where ${routing} alone add more than ${floors.p50} ms at p50 or ${floors.p99} ms at p99 at ${floors.atOnce} at a time.`;

const { values } = parseArgs({
  options: { 'at-once': { type: 'string' }, help: { type: 'boolean', default: false } },
});

const question = 'How much does express delivery cost?';
const filler = 'Bicycles are looked after in our workshop by people who know them. '.repeat(60);
const prompts: Record<string, Prompt> = {
  small: makePrompt(question),
  '40 kB': makePrompt(question, {
    passages: [
      ...makePrompt(question).passages,
      ...Array.from({ length: 10 }, (_, index) => makePassage(`p${index}`, 'Workshop', filler)),
    ],
  }),
};

async function measureAll(): Promise<Cell[]> {
  const simulator = await startChild('simulator-process.ts', simulated);
  const searching = await openSearching();
  try {
    const { url } = simulator.ready as { url: string };
    const ways = {
      direct: directCaller(url),
      [routing]: gatewayCaller(url),
      'and retrieval': gatewayCaller(url, searching.search),
      'and embedding': gatewayCaller(url, searching.embedAndSearch),
    };
    const cells: Cell[] = [];
    const wanted = loads.filter(
      ({ atOnce }) => String(atOnce) === (values['at-once'] ?? `${atOnce}`),
    );
    for (const [name, prompt] of Object.entries(prompts)) {
      await measureCell(name, prompt, { atOnce: 8, bursts: 5, blocks: 1 }, ways);
      for (const load of wanted) cells.push(await measureCell(name, prompt, load, ways));
    }
    return cells;
  } finally {
    await searching.close();
    await simulator.end();
  }
}

function tableOf(cells: Cell[]): Record<string, string | number>[] {
  const ms = (value: number): string => value.toFixed(2);
  return cells.flatMap(({ prompt, atOnce, calls, direct, added }) =>
    Object.entries(added).map(([way, { p50, p99, p50Range, p99Range }]) => ({
      prompt,
      'at once': atOnce,
      calls,
      'direct p50, p99 ms': `${direct.p50.toFixed(1)}, ${direct.p99.toFixed(1)}`,
      way,
      'added p50 ms': `${ms(p50)} (${p50Range.map(ms).join(' to ')})`,
      'added p99 ms': `${ms(p99)} (${p99Range.map(ms).join(' to ')})`,
    })),
  );
}

async function run(): Promise<void> {
  const cells = await measureAll();
  console.table(tableOf(cells));
  const judged = cells.filter(
    ({ prompt, atOnce }) => prompt === floors.prompt && atOnce === floors.atOnce,
  );
  const kept = judged.every(({ added }) => {
    const { p50 = Number.NaN, p99 = Number.NaN } = added[routing] ?? {};
    return p50 <= floors.p50 && p99 <= floors.p99;
  });
  writeResult('.', 'bench-gateway', { cells, floors, kept });
  console.log(
    `${routing}, ${floors.atOnce} at a time: at most ${floors.p50} ms more at p50, ${floors.p99} ms at p99: ${kept ? 'kept' : 'NOT kept'}`,
  );
  if (!kept) process.exitCode = 1;
}

if (values.help) console.log(usage);
else await run();
