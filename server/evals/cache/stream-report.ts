import { defaultCalibration } from '../../caching/decision/calibration.ts';
import { plainThreshold } from '../../caching/decision/decide-hit.ts';
import type { QuestionStream } from '../../caching/training/replay.ts';
import { wilsonInterval } from '../../metrics/wilson-interval.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import { bestInHindsight, type Scored, type Served, servedAt } from './hindsight.ts';
import { calibrateLive, type LiveResult } from './live-calibration.ts';
import {
  guardedMethod,
  guardOf,
  plainMethod,
  type StreamMethod,
  scoreStream,
  serveStream,
  verifierMethod,
} from './stream-methods.ts';

const bounds = [0.01, 0.02, 0.05];
/** Thresholds for the replay in which hits are not stored, around those that a verifier is served at. */
const replayedScores = [0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995];

export interface StreamReport {
  /** By method, then by wrong-hit bound: what one threshold serves with every label known, every question stored. */
  hindsight: { method: string; bound: number; served: Served }[];
  plainAtFixed: Served;
  /** The same as hindsight for guards and verifier at 1%, with hits not stored. */
  replayed: Served;
  live: { guarded: boolean; result: LiveResult }[];
}

/** All figures of one stream. `verifier` must not have learned from it. */
export async function reportStream(
  stream: QuestionStream,
  verifier: HitVerifier,
): Promise<StreamReport> {
  const questions = stream.set.questions.length;
  const methods: readonly (readonly [string, StreamMethod])[] = [
    ['plain threshold', plainMethod],
    ['guards', guardedMethod()],
    ['verifier', verifierMethod(verifier, false)],
    ['guards and verifier', verifierMethod(verifier, true)],
  ];
  const scored: { method: string; scores: Scored[] }[] = [];
  for (const [method, run] of methods)
    scored.push({ method, scores: await scoreStream(stream, run) });
  const plain = scored[0]?.scores ?? [];
  return {
    hindsight: scored.flatMap(({ method, scores }) =>
      bounds.map((bound) => ({ method, bound, served: bestInHindsight(scores, questions, bound) })),
    ),
    plainAtFixed: servedAt(plain, questions, plainThreshold),
    replayed: await bestReplayed(stream, verifierMethod(verifier, false)),
    live: await Promise.all(
      [true, false].map(async (guarded) => ({
        guarded,
        result: await calibrateLive(stream, { guard: guardOf(guarded), verifier }, 3),
      })),
    ),
  };
}

async function bestReplayed(stream: QuestionStream, method: StreamMethod): Promise<Served> {
  const questions = stream.set.questions.length;
  let best: Served = { share: 0, wrongShare: 0, hits: 0, wrong: 0, threshold: 1 };
  for (const threshold of replayedScores) {
    const served = servedAt(await serveStream(stream, method, threshold), questions, 0);
    if (served.wrongShare <= 0.01 && served.share > best.share) best = { ...served, threshold };
  }
  return best;
}

/** Share served at 1% that a set promises with the threshold in hindsight, by the set's name. */
const promisedShares: readonly (readonly [RegExp, number])[] = [
  [/^banking77/, 0.33],
  [/^clinc150/, 0.32],
  [/^bitext/, 0.88],
];

/** What falls short of the promises, in words. */
export function streamShortfalls(name: string, report: StreamReport): string[] {
  const short: string[] = [];
  const verified = servedIn(report, 'verifier', 0.01).share;
  const promised = promisedShares.find(([pattern]) => pattern.test(name))?.[1];
  if (promised !== undefined && verified < promised) {
    short.push(`the verifier serves ${verified.toFixed(3)} in hindsight, promised is ${promised}`);
  }
  const live = report.live.find(({ guarded }) => guarded)?.result;
  if (live === undefined) return short;
  if (live.all.wrongShare > defaultCalibration.bound) {
    short.push(`the calibration's wrong-hit rate is ${live.all.wrongShare.toFixed(4)}`);
  }
  if (live.secondHalf.share < verified / 2) {
    short.push(
      `the calibration serves ${live.secondHalf.share.toFixed(3)} of the second half, half of ${verified.toFixed(3)} is promised`,
    );
  }
  return short;
}

export function servedIn(report: StreamReport, method: string, bound: number): Served {
  const row = report.hindsight.find((one) => one.method === method && one.bound === bound);
  if (row === undefined) throw new Error(`no row for ${method}`);
  return row.served;
}

/** Rows for the console. */
export function streamTable(report: StreamReport, questions: number): Record<string, string>[] {
  const row = (method: string, bound: string, served: Served, of = questions) => ({
    method,
    bound,
    served: `${served.share.toFixed(3)} ${range(wilsonInterval(served.hits, of))}`,
    wrong: `${(served.wrongShare * 100).toFixed(2)}% ${percent(wilsonInterval(served.wrong, served.hits))}`,
    hits: String(served.hits),
    threshold: served.threshold === 0 ? '' : served.threshold.toFixed(3),
  });
  return [
    ...report.hindsight.map(({ method, bound, served }) =>
      row(`${method}, hindsight`, `${bound * 100}%`, served),
    ),
    row('plain threshold', 'fixed', report.plainAtFixed),
    row('verifier, hindsight, hits not stored', '1%', report.replayed),
    ...report.live.flatMap(({ guarded, result }) => {
      const name = guarded ? 'guards, verifier, calibration' : 'verifier, calibration';
      return [
        row(`${name} by itself`, '1%', result.all),
        row(`${name}, second half`, '1%', result.secondHalf, questions / 2),
      ];
    }),
  ];
}

type Interval = ReturnType<typeof wilsonInterval>;

function range({ low, high }: Interval): string {
  return `(${low.toFixed(3)}-${high.toFixed(3)})`;
}

function percent({ low, high }: Interval): string {
  return `(${(low * 100).toFixed(2)}-${(high * 100).toFixed(2)})`;
}
