import { z } from 'zod';
import { type TaskClass, taskClassSchema } from '../../shared/receipt.ts';

/** What is remembered of one model at one class of question: successes and failures, decayed to `atMs`. */
export const routeRecordSchema = z.object({
  taskClass: taskClassSchema,
  model: z.string(),
  successes: z.number().nonnegative(),
  failures: z.number().nonnegative(),
  /** Turns ever, undecayed. */
  turns: z.number().nonnegative(),
  costUsd: z.number().nonnegative(),
  ttftMs: z.number().nonnegative(),
  atMs: z.number(),
});
export type RouteRecord = z.infer<typeof routeRecordSchema>;

/** Evidence fades by half in two weeks, as models and documents change under it. */
const halfLifeMs = 14 * 24 * 60 * 60 * 1000;
/** Weight of the newest turn in the running means of cost and latency. */
const meanRate = 0.05;

export function emptyRecord(taskClass: TaskClass, model: string, atMs: number): RouteRecord {
  return { taskClass, model, successes: 0, failures: 0, turns: 0, costUsd: 0, ttftMs: 0, atMs };
}

/** The record as of `nowMs`, its counts faded. */
export function decayed(record: RouteRecord, nowMs: number): RouteRecord {
  const factor = 0.5 ** (Math.max(0, nowMs - record.atMs) / halfLifeMs);
  return {
    ...record,
    successes: record.successes * factor,
    failures: record.failures * factor,
    atMs: Math.max(record.atMs, nowMs),
  };
}

export interface RouteEvidence {
  taskClass: TaskClass;
  model: string;
  /** Added to the counts; negative where an earlier success turns out to be a failure. */
  successes: number;
  failures: number;
  /** Of a turn that was made; absent where later news comes in about one. */
  turn?: { costUsd: number; ttftMs: number };
}

export function withEvidence(
  record: RouteRecord,
  evidence: RouteEvidence,
  nowMs: number,
): RouteRecord {
  const faded = decayed(record, nowMs);
  const { turn } = evidence;
  const mean = (known: number, seen: number): number =>
    record.turns === 0 ? seen : known + meanRate * (seen - known);
  return {
    ...faded,
    successes: Math.max(0, faded.successes + evidence.successes),
    failures: Math.max(0, faded.failures + evidence.failures),
    ...(turn
      ? {
          turns: faded.turns + 1,
          costUsd: mean(faded.costUsd, turn.costUsd),
          ttftMs: mean(faded.ttftMs, turn.ttftMs),
        }
      : {}),
  };
}
