import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeResult } from '../../../server/evals/cache/result-file.ts';
import { makePassage, makePrompt } from '../../../server/ports/language-model.contract.ts';
import type { Prompt } from '../../../server/ports/language-model.ts';
import { type Caller, directCaller, gatewayCaller } from './callers.ts';
import { quantile } from './quantile.ts';

/** What routing and failure handling may add at 16 at a time. Milliseconds. */
const floors = { atOnce: 16, p50: 1, p99: 4 };
const callsPerCell = 320;
const script = { models: [{ id: '*', firstTokenMs: 20, tokensPerSecond: 500 }] };

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

interface Cell {
  prompt: string;
  atOnce: number;
  direct: number[];
  gateway: number[];
}

/** Both ways take turns, so that whatever else the machine does falls on both. */
async function measure(
  name: string,
  prompt: Prompt,
  atOnce: number,
  direct: Caller,
  gateway: Caller,
): Promise<Cell> {
  const cell: Cell = { prompt: name, atOnce, direct: [], gateway: [] };
  const burst = (caller: Caller): Promise<number[]> =>
    Promise.all(Array.from({ length: atOnce }, () => caller(prompt)));
  const rounds = Math.ceil(callsPerCell / Math.max(atOnce, 4));
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) cell.direct.push(...(await burst(direct)));
    cell.gateway.push(...(await burst(gateway)));
    if (round % 2 === 1) cell.direct.push(...(await burst(direct)));
  }
  return cell;
}

function summarise({ prompt, atOnce, direct, gateway }: Cell) {
  const at = (share: number) => ({
    direct: quantile(direct, share),
    added: quantile(gateway, share) - quantile(direct, share),
  });
  return { prompt, atOnce, calls: gateway.length, p50: at(0.5), p99: at(0.99) };
}

async function startSimulatorProcess(
  folder: string,
): Promise<{ url: string; child: ChildProcess }> {
  const file = join(folder, 'script.json');
  writeFileSync(file, JSON.stringify(script));
  const main = join(import.meta.dirname, '../../simulator/main.ts');
  const child = spawn(process.execPath, [main, '--port', '0', '--script', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /http\S+/.exec(String(line))?.[0];
  if (!url) throw new Error('the simulator did not say where it listens');
  return { url, child };
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  const { url, child } = await startSimulatorProcess(folder);
  try {
    const direct = directCaller(url);
    const gateway = gatewayCaller(url);
    const rows = [];
    for (const [name, prompt] of Object.entries(prompts)) {
      await measure(name, prompt, 8, direct, gateway);
      for (const atOnce of [1, 4, 16, 64]) {
        rows.push(summarise(await measure(name, prompt, atOnce, direct, gateway)));
      }
    }
    console.table(
      rows.map((row) => ({
        prompt: row.prompt,
        'at once': row.atOnce,
        calls: row.calls,
        'direct p50 ms': row.p50.direct.toFixed(1),
        'added p50 ms': row.p50.added.toFixed(2),
        'direct p99 ms': row.p99.direct.toFixed(1),
        'added p99 ms': row.p99.added.toFixed(2),
      })),
    );
    const judged = rows.filter((row) => row.atOnce === floors.atOnce && row.prompt === 'small');
    const kept = judged.every((row) => row.p50.added <= floors.p50 && row.p99.added <= floors.p99);
    writeResult('.', 'bench-gateway', { rows, floors, kept });
    console.log(
      `at ${floors.atOnce} at a time: at most ${floors.p50} ms more at p50, ${floors.p99} ms at p99: ${kept ? 'kept' : 'NOT kept'}`,
    );
    if (!kept) process.exitCode = 1;
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
}

await run();
