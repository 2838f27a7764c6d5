import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { startOnnxEmbedder } from '../../adapters/onnx/onnx-embedder.ts';
import { readTurnLog } from '../../adapters/postgres/turn-log.ts';
import { openDatabase } from '../../composition/database.ts';
import { readConfig } from '../../config.ts';
import type { Prices } from '../../routing/model-card.ts';
import { parseModels } from '../../routing/parse-models.ts';
import { writeResult } from '../cache/result-file.ts';
import { readJsonLines } from '../json-lines.ts';
import { cachedEmbedder } from '../vector-cache.ts';
import { loggedTurnSchema, toLoggedTurn } from './logged-turn.ts';
import { answeredTurns, figuresOfLog, play, type ReplayFigures } from './play.ts';
import { type ReplayPolicy, readPolicy } from './policy.ts';

const usage = `What another routing and caching policy would have made of the same turns.

  npm run replay -- --export turns.jsonl [--since 2026-01-01T00:00:00Z]   writes the log of the database of the settings
  npm run replay -- --log turns.jsonl --policy policy.yaml                plays it

Nothing is sent to a model. Formats: docs/replay.md`;

const { values } = parseArgs({
  options: {
    log: { type: 'string' },
    policy: { type: 'string' },
    export: { type: 'string' },
    since: { type: 'string', default: '1970-01-01T00:00:00Z' },
    help: { type: 'boolean', default: false },
  },
});

async function exportLog(file: string, since: string): Promise<void> {
  const database = await openDatabase(readConfig(), (error) => console.error(error.message));
  const out = createWriteStream(file);
  let count = 0;
  try {
    for await (const turn of readTurnLog(database.pool, since)) {
      out.write(`${JSON.stringify(toLoggedTurn(turn))}\n`);
      count += 1;
    }
  } finally {
    out.end();
    await finished(out);
    await database.close();
  }
  console.log(`${count} turns in ${file}`);
}

function pricesOf(policy: ReplayPolicy): { small: Prices; large: Prices } {
  const cards = parseModels(readFileSync(policy.modelsFile, 'utf8'), policy.modelsFile);
  const of = (tier: 'small' | 'large'): Prices => {
    const card = cards.find(({ id }) => id === policy.routing[tier]);
    if (card) return card.pricesPerMillion;
    throw new Error(`routing.${tier}: allowed is one of ${cards.map(({ id }) => id).join(', ')}`);
  };
  return { small: of('small'), large: of('large') };
}

async function replay(log: string, policyFile: string): Promise<void> {
  const policy = readPolicy(policyFile);
  const prices = pricesOf(policy);
  const turns = answeredTurns(readJsonLines(log, loggedTurnSchema));
  const embedder = policy.caching.semantic
    ? cachedEmbedder(startOnnxEmbedder(), 'results/vectors')
    : null;
  try {
    const played = await play(turns, {
      policy,
      prices,
      vectorOf: async (question) =>
        embedder ? ((await embedder.embed([question], 'ingestion'))[0] ?? null) : null,
    });
    const happened = figuresOfLog(turns);
    print(happened, played);
    writeResult('.', 'replay', { log, policy, happened, played });
  } finally {
    await embedder?.close();
  }
}

function print(happened: ReplayFigures, played: ReplayFigures): void {
  const percent = (share: number | null): string =>
    share === null ? '-' : `${(share * 100).toFixed(1)}%`;
  const line = (of: (figures: ReplayFigures) => string) => ({
    'what happened': of(happened),
    'with the policy': of(played),
  });
  console.table({
    turns: line(({ turns }) => String(turns)),
    'cost USD': line(({ costUsd }) => costUsd.toFixed(4)),
    'cost an answer USD': line(({ costUsd, turns }) => (costUsd / Math.max(1, turns)).toFixed(6)),
    'exact hits': line(({ exactHits }) => percent(exactHits)),
    'semantic hits': line(({ semanticHits }) => percent(semanticHits)),
    'hits with other sources': line(({ wrongHits }) => percent(wrongHits)),
    'large model asked': line(({ largeAsked }) => percent(largeAsked)),
    'right at the first try': line(({ firstTry }) => percent(firstTry)),
    'mean ms to first text': line(({ ttftMs }) => ttftMs.toFixed(0)),
    'thumbs down': line(({ disliked }) => percent(disliked)),
  });
}

if (values.export !== undefined) await exportLog(values.export, values.since);
else if (values.log !== undefined && values.policy !== undefined && !values.help) {
  await replay(values.log, values.policy);
} else {
  console.log(usage);
  if (!values.help) process.exitCode = 1;
}
