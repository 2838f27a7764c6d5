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
import { median, percentile, round } from '../statistics.ts';
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
  /** Without that. */
  ownP99Ms: number;
  /** Share of the lookups that were given up because the stores took too long. */
  skipped: number;
  lookups: number;
}

const exactLookups = 2_000;
const semanticLookups = 1_000;
const rounds = 5;
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
      calibration: { thresholdFor: () => 0.9, noteLookup: () => {} },
      trustsPlainCosine: () => false,
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

type Times = Omit<LookupTimes, 'tier' | 'entries' | 'cache' | 'index'>;
type Prepare = (at: number) => Promise<(budget: StoreBudget) => Promise<unknown>>;

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

/** In rounds, of which the middle one tells: a busy machine holds up some of them. */
async function time(lookups: number, prepare: Prepare): Promise<Times> {
  const measured: Round[] = [];
  for (let done = 0; done < rounds; done += 1) {
    measured.push(await timeRound(lookups / rounds, prepare));
  }
  const middle = (of: (one: Round) => number): number => round(median(measured.map(of)), 3);
  return {
    p50Ms: middle(({ times }) => percentile(times, 0.5)),
    p99Ms: middle(({ times }) => percentile(times, 0.99)),
    machineP99Ms: middle(machineMs),
    ownP99Ms: middle((one) => percentile(one.times, 0.99) - machineMs(one)),
    skipped: measured.reduce((sum, { skipped }) => sum + skipped, 0) / lookups,
    lookups,
  };
}

interface Round {
  times: number[];
  /** Beside each lookup, a loop that would take `typicalMs` on an idle machine. */
  loops: number[];
  typicalMs: number;
  skipped: number;
}

function machineMs({ loops, typicalMs }: Round): number {
  return Math.max(0, percentile(loops, 0.99) - typicalMs);
}

async function timeRound(lookups: number, prepare: Prepare): Promise<Round> {
  const made: Round = { times: [], loops: [], typicalMs: 0, skipped: 0 };
  for (let at = 0; at < warmUps + lookups; at += 1) {
    const lookUp = await prepare(at);
    const startedMs = performance.now();
    const failed = await lookUp(new StoreBudget(systemClock)).then(
      () => false,
      () => true,
    );
    made.times.push(performance.now() - startedMs);
    if (at === warmUps - 1) made.typicalMs = percentile(made.times.splice(0), 0.5);
    if (at < warmUps) continue;
    made.loops.push(loopFor(made.typicalMs));
    if (failed) made.skipped += 1;
  }
  return made;
}

/** Keeps the processor busy until so much time has passed, and returns how much really had. */
function loopFor(ms: number): number {
  const startedMs = performance.now();
  let passedMs = 0;
  while (passedMs < ms) passedMs = performance.now() - startedMs;
  return passedMs;
}
