import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from '../caching/answer-cache.ts';
import { customerQuery, letAllPass, sharableAnswer, vectorAt } from '../caching/answers.testing.ts';
import { BreakableCache } from '../caching/broken-cache.testing.ts';
import { thresholdDecision } from '../caching/hit-decision.ts';
import { lookUp } from './look-up.ts';

const clock = systemClock;
const query = customerQuery('How long does delivery take?');

let cache: BreakableCache;
let answers: AnswerCache;
let embedded: number;

beforeEach(() => {
  const versions = new Map([['delivery', 1]]);
  cache = new BreakableCache(new InProcessCache({ clock: new ManualClock(), maxBytes: 1_000_000 }));
  answers = new AnswerCache({
    cache,
    vectors: createInProcessVectorIndex(2),
    clock: new ManualClock(),
    decide: thresholdDecision({ guard: letAllPass }),
    documentVersions: async () => versions,
    random: () => 0,
  });
  embedded = 0;
});

/** The long budget keeps a busy machine from being taken for a slow cache. */
function look(asked: typeof query | null, degrees = 0, budgetMs = 10_000) {
  return lookUp(asked, {
    answers,
    clock,
    budgetMs,
    context: () => ({ taskClass: 'faq' }),
    embedQuestion: async () => {
      embedded += 1;
      return vectorAt(degrees);
    },
  });
}

async function share() {
  const answer = sharableAnswer('m1', [{ id: 'delivery', version: 1, volatility: 'stable' }]);
  await answers.admit(query, answer, await answers.begin(), vectorAt(0));
}

describe('lookUp', () => {
  it('hands a miss all that admitting the fresh answer needs', async () => {
    const missed = await look(query);
    expect(missed).toMatchObject({ kind: 'miss', exact: 'miss', semantic: 'miss', nearest: null });
    if (missed.kind !== 'miss' || missed.begunAt === null) throw new Error('expected a miss');
    const answer = sharableAnswer('m1', [{ id: 'delivery', version: 1, volatility: 'stable' }]);
    const admitted = await answers.admit(query, answer, missed.begunAt, missed.vector);
    expect(admitted.stored).toBe(true);
    expect(await look(query)).toMatchObject({ kind: 'hit', exact: 'hit', similarity: 1 });
  });

  it('embeds nothing for an exact hit', async () => {
    await share();
    expect((await look(query)).kind).toBe('hit');
    expect(embedded).toBe(0);
  });

  it('tries the semantic tier after the exact one', async () => {
    await share();
    expect(await look(customerQuery('When will it arrive?'), 8)).toMatchObject({
      kind: 'hit',
      exact: 'miss',
      semantic: 'hit',
      entry: { messageId: 'm1' },
    });
    expect(await look(customerQuery('Where are you?'), 40)).toMatchObject({
      kind: 'miss',
      semantic: 'miss',
      reason: 'doubtful',
      nearest: { entry: { messageId: 'm1' } },
    });
  });

  it('touches no cache for a turn that may not be shared', async () => {
    await share();
    const calls = cache.calls;
    expect(await look(null)).toMatchObject({
      kind: 'miss',
      exact: 'skipped',
      semantic: 'skipped',
      begunAt: null,
      reason: 'not-shareable',
    });
    expect(cache.calls).toBe(calls);
  });

  it.each(['failing', 'hanging'] as const)('skips a cache that is %s', async (state) => {
    await share();
    cache.state = state;
    expect(await look(query, 0, 20)).toMatchObject({
      kind: 'miss',
      exact: 'skipped',
      begunAt: null,
    });
  });

  it('asks a hanging cache for no second tier in the same turn', async () => {
    await share();
    cache.state = 'hanging';
    const missed = await look(query, 0, 20);
    expect(missed.semantic).toBe('skipped');
    await expect(missed.budget.wait(async () => 'fragment')).rejects.toMatchObject({
      code: 'cache-unavailable',
    });
  });

  it('goes on without the semantic tier when there is no vector', async () => {
    const missed = await lookUp(query, {
      answers,
      clock,
      budgetMs: 10_000,
      context: () => ({ taskClass: 'faq' }),
      embedQuestion: () => Promise.reject(new Error('no embedder')),
    });
    expect(missed).toMatchObject({
      kind: 'miss',
      exact: 'miss',
      semantic: 'skipped',
      vector: null,
    });
  });
});
