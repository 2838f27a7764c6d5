import { systemClock } from '../../../server/adapters/in-process/system-clock.ts';
import { AnswerCache, type SemanticContext } from '../../../server/caching/answer-cache.ts';
import type { CacheQuery } from '../../../server/caching/cache-key.ts';
import { extractNames } from '../../../server/caching/decision/guards/name-vocabulary.ts';
import { makeGuards } from '../../../server/caching/decision/guards.ts';
import { makeLogisticVerifier } from '../../../server/caching/decision/verifier.ts';
import { calibratedDecision } from '../../../server/caching/hit-decision.ts';
import { documentTag } from '../../../server/caching/lineage.ts';
import { StoreBudget } from '../../../server/caching/store-budget.ts';
import { shippedWeights } from '../../../server/evals/cache/verifier-weights-file.ts';
import { percentile, round } from '../statistics.ts';
import type { LookupStores } from './lookup-stores.ts';
import { asked, entryAt, type MadeEntry } from './made-entries.ts';

export interface LookupTimes {
  tier: 'exact' | 'semantic';
  entries: number;
  cache: string;
  index: string;
  p50Ms: number;
  p99Ms: number;
  /** What the machine, busy with other things, adds at p99 to a plain loop that takes as long as the median lookup. */
  machineP99Ms: number;
  /** Share of the lookups that were given up because the stores took too long. */
  skipped: number;
  lookups: number;
}

const exactLookups = 2_000;
const semanticLookups = 1_000;
const warmUps = 50;
/** Entries stored at a time where the stores are other processes. */
const storedAtOnce = 32;

const weightsFile = new URL(
  '../../../server/caching/decision/verifier-weights.json',
  import.meta.url,
);

/** Times lookups as a turn does them, with its limit on waiting, at each number of entries in turn. */
export async function timeLookups(
  stores: LookupStores,
  sizes: readonly number[],
  questions: { text: string; vector: Float32Array }[],
): Promise<LookupTimes[]> {
  const filling = answersOver(stores, stores.patient);
  const answers = answersOver(stores, stores.cache);
  const measured: LookupTimes[] = [];
  const documents = new Set<string>();
  let stored = 0;
  try {
    for (const entries of sizes.toSorted((one, other) => one - other)) {
      while (stored < entries) {
        const count = Math.min(storedAtOnce, entries - stored);
        const made = Array.from({ length: count }, (_, at) => entryAt(stored + at, questions));
        await Promise.all(made.map((entry) => admit(filling, entry)));
        for (const { documentId } of made) documents.add(documentTag(documentId));
        stored += count;
      }
      const held = await stores.vectors.count();
      if (held !== entries) throw new Error(`${held} entries are there, not ${entries}`);
      const about = { entries, cache: stores.cacheName, index: stores.indexName };
      measured.push(
        { tier: 'exact', ...about, ...(await timeExact(answers, entries, questions)) },
        { tier: 'semantic', ...about, ...(await timeSemantic(answers, questions)) },
      );
    }
  } finally {
    await stores.close([...documents]);
  }
  return measured;
}

function answersOver({ vectors }: LookupStores, cache: LookupStores['cache']): AnswerCache {
  return new AnswerCache({
    cache,
    vectors,
    clock: systemClock,
    decide: calibratedDecision({
      guard: makeGuards(extractNames([])),
      verifier: makeLogisticVerifier(shippedWeights(weightsFile)),
      calibration: { thresholdFor: () => 0.9, isYoung: () => false, noteLookup: () => {} },
      exploration: 0,
      random: Math.random,
    }),
    documentVersions: async (ids) => new Map(ids.map((id) => [id, 1])),
    random: Math.random,
  });
}

async function admit(answers: AnswerCache, { query, answer, vector }: MadeEntry): Promise<void> {
  const admission = await answers.admit(query, answer, await answers.begin(), vector);
  if (!admission.stored) throw new Error(`an entry was not stored: ${admission.reason}`);
}

type Times = Pick<LookupTimes, 'p50Ms' | 'p99Ms' | 'machineP99Ms' | 'skipped' | 'lookups'>;

/** Every second question is there. */
function timeExact(
  answers: AnswerCache,
  entries: number,
  questions: Parameters<typeof entryAt>[1],
): Promise<Times> {
  return time(exactLookups, async (at) => {
    const { query } = entryAt(Math.floor(Math.random() * entries), questions);
    const other: CacheQuery = { ...query, question: `${query.question} or not ${at}` };
    return (budget) => answers.lookUpExact(at % 2 === 0 ? query : other, budget);
  });
}

function timeSemantic(
  answers: AnswerCache,
  questions: Parameters<typeof entryAt>[1],
): Promise<Times> {
  return time(semanticLookups, async () => {
    const { query, vector, passageId } = asked(questions);
    const context: SemanticContext = {
      taskClass: 'faq',
      retrievedLineage: async () => [passageId],
    };
    return (budget) => answers.lookUpSemantic(query, vector, context, budget);
  });
}

async function time(
  lookups: number,
  prepare: (at: number) => Promise<(budget: StoreBudget) => Promise<unknown>>,
): Promise<Times> {
  const times: number[] = [];
  const loops: number[] = [];
  let skipped = 0;
  let typicalMs = 0;
  for (let at = 0; at < warmUps + lookups; at += 1) {
    const lookUp = await prepare(at);
    const startedMs = performance.now();
    const failed = await lookUp(new StoreBudget(systemClock)).then(
      () => false,
      () => true,
    );
    times.push(performance.now() - startedMs);
    if (at === warmUps - 1) typicalMs = percentile(times.splice(0), 0.5);
    if (at < warmUps) continue;
    loops.push(loopFor(typicalMs));
    if (failed) skipped += 1;
  }
  return {
    p50Ms: round(percentile(times, 0.5), 3),
    p99Ms: round(percentile(times, 0.99), 3),
    machineP99Ms: round(Math.max(0, percentile(loops, 0.99) - typicalMs), 3),
    skipped: skipped / lookups,
    lookups,
  };
}

/** Keeps the processor busy until so much time has passed, and returns how much really had. */
function loopFor(ms: number): number {
  const startedMs = performance.now();
  let passedMs = 0;
  while (passedMs < ms) passedMs = performance.now() - startedMs;
  return passedMs;
}
