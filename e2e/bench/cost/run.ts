import { parseArgs } from 'node:util';
import { writeResult } from '../../../server/evals/cache/result-file.ts';
import { openShop } from '../shop.ts';
import { models } from './ladder.ts';
import { readQuestionPool } from './questions.ts';
import { reportOf, type VariantReport } from './report.ts';
import { type DayResult, pooled, runDay } from './run-day.ts';
import { drawDay } from './traffic.ts';
import { variants } from './variant.ts';

const promise = { saved: 0.8, lost: 0.03 };

const usage = `What days of support traffic cost, with each saving switched on in turn.

  npm run bench:cost [-- --days 3 --visits 400 --small-errors 0.08 --large-errors 0.03]

Each day begins with empty caches and its own favourite questions. Fails where less than ${promise.saved * 100}% is saved against
the large model for everything, or more than ${promise.lost * 100}% of the answers that it got right lose their fact.`;

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '3' },
    visits: { type: 'string', default: '400' },
    'small-errors': { type: 'string', default: '0.08' },
    'large-errors': { type: 'string', default: '0.03' },
    help: { type: 'boolean', default: false },
  },
});

const errorShares = {
  small: Number(values['small-errors']),
  large: Number(values['large-errors']),
};

async function measure(): Promise<VariantReport[]> {
  const pool = readQuestionPool();
  const days = Array.from({ length: Number(values.days) }, (_, day) =>
    drawDay(pool, Number(values.visits), `day ${day + 1}`),
  );
  const shop = await openShop();
  try {
    const reports: VariantReport[] = [];
    let reference: DayResult | null = null;
    for (const { name, savings } of variants) {
      const results: DayResult[] = [];
      for (const day of days) results.push(await runDay(day, savings, errorShares, shop));
      const result = pooled(results);
      reference ??= result;
      reports.push(reportOf(name, result, reference));
    }
    return reports;
  } finally {
    await shop.close();
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

async function run(): Promise<void> {
  const rows = await measure();
  console.table(
    rows.map((row) => ({
      variant: row.name,
      turns: row.turns,
      'bill USD': row.billUsd.toFixed(4),
      saved: percent(row.saved),
      'exact hits': percent(row.exactHits),
      'semantic hits': percent(row.semanticHits),
      'small alone': percent(row.servedBySmall),
      'fact in answer': percent(row.factsHeld),
      'fact lost': `${percent(row.lost)} (${row.lostTurns}/${row.heldByReference})`,
      'receipts/bill': row.receiptsOverBill.toFixed(3),
      s: row.seconds.toFixed(0),
    })),
  );
  const last = rows.at(-1);
  const kept = last !== undefined && last.saved >= promise.saved && last.lost <= promise.lost;
  writeResult('.', 'bench-cost', {
    rows,
    promise,
    kept,
    models,
    errorShares,
    days: Number(values.days),
  });
  console.log(
    `at least ${percent(promise.saved)} saved, at most ${percent(promise.lost)} of the facts lost: ${kept ? 'kept' : 'NOT kept'}`,
  );
  if (!kept) process.exitCode = 1;
}

if (values.help) console.log(usage);
else await run();
