import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeRandom } from '../../caching/training/labelled-questions.ts';
import { writeResult } from '../cache/result-file.ts';
import { readJsonLines } from '../json-lines.ts';
import { byClassPrior, type Chooser, oracle, productRouter, randomly } from './choosers.ts';
import { averageGapClosed, cheapestWithin, curveOf, pointOf } from './curve.ts';
import { recordFile } from './record-run.ts';
import { drawRecords, type RoutingRecord, routingRecordSchema } from './records.ts';

const usage = `How well questions are divided between a weak and a strong model.

  npm run eval:routing -- --records FILE       measures on recorded outcomes
  npm run eval:routing -- --record FILE [--models models.yaml --weak ID --strong ID --kb FOLDER --cases FILE]
                                               asks two models every case whose facts are known, and records that
  npm run eval:routing                         measures on synthetic ones, whose rates are assumed
  npm run eval:routing -- --generate FILE      writes those

Each line of FILE:
  {"class": "faq", "weakRight": true, "strongRight": true, "weakCostUsd": 0.0005, "strongCostUsd": 0.008}

Fails where the router closes less of the gap between the models than chance does. It learns as it goes, from the model it
asked alone; the class prior and the oracle know the outcomes beforehand.`;

const { values } = parseArgs({
  options: {
    records: { type: 'string' },
    record: { type: 'string' },
    models: { type: 'string' },
    weak: { type: 'string' },
    strong: { type: 'string' },
    kb: { type: 'string' },
    cases: { type: 'string' },
    generate: { type: 'string' },
    count: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});

/** Loss against the strong model that the article reports for routing. */
const loss = 0.03;

function measure(records: RoutingRecord[], source: string): void {
  const all = (choice: 'weak' | 'strong') =>
    pointOf(
      records,
      records.map(() => choice),
      choice === 'weak' ? 0 : 1,
    );
  const ends = { weak: all('weak'), strong: all('strong') };
  const choosers: Record<string, Chooser> = {
    random: randomly(makeRandom(2)),
    'class prior (knows the rates)': byClassPrior,
    'router (learns as it goes)': productRouter(makeRandom(3)),
    'oracle (knows the outcomes)': oracle,
  };
  const rows = Object.entries(choosers).map(([name, chooser]) => {
    const curve = curveOf(records, chooser);
    const within = cheapestWithin(curve, ends.strong, loss);
    return {
      name,
      gapClosed: averageGapClosed(curve, ends),
      savedWithinLoss: within === null ? 0 : 1 - within.costUsd / ends.strong.costUsd,
      curve,
    };
  });
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
  console.table(
    Object.fromEntries([
      ...Object.entries(ends).map(([name, point]) => [
        `${name} model alone`,
        { right: percent(point.quality), 'USD a thousand': (point.costUsd * 1000).toFixed(3) },
      ]),
      ...rows.map((row) => [
        row.name,
        {
          'gap closed': row.gapClosed.toFixed(3),
          [`saved at most ${loss * 100} points below strong`]: percent(row.savedWithinLoss),
        },
      ]),
    ]),
  );
  console.log(`${records.length} questions, ${source}`);
  const byName = new Map(rows.map((row) => [row.name, row.gapClosed]));
  const kept = (byName.get('router (learns as it goes)') ?? 0) > (byName.get('random') ?? 0);
  writeResult('.', 'eval-routing', { n: records.length, source, ends, rows, kept });
  if (!kept) process.exitCode = 1;
}

const drawn = (): RoutingRecord[] => drawRecords(Number(values.count), makeRandom(1));

if (values.help) console.log(usage);
else if (values.generate !== undefined) {
  const lines = drawn().map((record) => JSON.stringify(record));
  writeFileSync(values.generate, `${lines.join('\n')}\n`);
} else if (values.record !== undefined) {
  const { record: file, kb: knowledge, models, weak, strong, cases } = values;
  measure(await recordFile({ file, knowledge, models, weak, strong, cases }), file);
} else if (values.records !== undefined) {
  measure(readJsonLines(values.records, routingRecordSchema), values.records);
} else measure(drawn(), 'synthetic, with assumed rates');
