import { describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from './answer-cache.ts';
import { customerQuery, letAllPass, sharableAnswer, vectorAt } from './answers.testing.ts';
import { BreakableCache } from './broken-cache.testing.ts';
import { thresholdDecision } from './hit-decision.ts';
import { CacheInvalidation } from './invalidation.ts';
import { documentTag } from './lineage.ts';
import { StoreBudget } from './store-budget.ts';

const clock = new ManualClock();
const query = customerQuery('How long does delivery take?');
const delivery = { id: 'delivery', version: 1, volatility: 'stable' as const };

function twoNodes() {
  const shared = new InProcessCache({ clock, maxBytes: 1_000_000 });
  const node = () => {
    const cache = new BreakableCache(shared);
    const answers = new AnswerCache({
      cache,
      vectors: createInProcessVectorIndex(2),
      clock,
      decide: thresholdDecision({ guard: letAllPass }),
      documentVersions: async () => new Map([['delivery', 1]]),
      random: () => 0,
    });
    return { cache, answers };
  };
  return [node(), node()] as const;
}

const kindOn = async ({ answers }: { answers: AnswerCache }) =>
  (await answers.lookUpExact(query, new StoreBudget(clock))).kind;

describe('an eviction', () => {
  it('reaches every node that shares the cache', async () => {
    const [one, other] = twoNodes();
    const begunAt = await one.answers.begin();
    await one.answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, vectorAt(0));
    expect(await kindOn(other)).toBe('hit');
    await other.answers.evictAnswer('m1');
    expect(await kindOn(one)).toBe('miss');
    const found = await one.answers.lookUpSemantic(
      query,
      vectorAt(0),
      { taskClass: 'faq' },
      new StoreBudget(clock),
    );
    expect(found.kind).toBe('miss');
  });

  it('holds at once where the cache is out of reach, and is carried out when it is back', async () => {
    const [one, other] = twoNodes();
    const begunAt = await one.answers.begin();
    await one.answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, null);
    one.cache.state = 'failing';
    void one.answers.evictByDocuments(['delivery']);
    const before = one.cache.calls;
    await expect.poll(() => one.cache.calls, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(await kindOn(other)).toBe('hit');
    one.cache.state = 'up';
    await expect.poll(() => kindOn(other), { timeout: 20_000 }).toBe('miss');
  });

  it('serves and admits nothing resting on a document whose eviction still waits', async () => {
    const [one] = twoNodes();
    const begunAt = await one.answers.begin();
    await one.answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, null);
    expect(await kindOn(one)).toBe('hit');
    const evict = one.cache.evictByDocument;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    one.cache.evictByDocument = async (ids) => {
      await released;
      return evict(ids);
    };
    const evicted = one.answers.evictByDocuments(['delivery']);
    expect(await kindOn(one)).toBe('miss');
    const again = await one.answers.admit(
      customerQuery('Another question?'),
      sharableAnswer('m2', [delivery]),
      await one.answers.begin(),
      null,
    );
    expect(again).toEqual({ stored: false, reason: 'document-changed' });
    release();
    await evicted;
    const fresh = await one.answers.admit(
      query,
      sharableAnswer('m3', [delivery]),
      await one.answers.begin(),
      null,
    );
    expect(fresh.stored).toBe(true);
  });

  it('keeps nobody waiting for a cache that stays away', async () => {
    const [one] = twoNodes();
    one.cache.state = 'failing';
    const invalidation = new CacheInvalidation(one.cache, async () => {}, 20);
    expect(await invalidation.evictDocuments(['delivery'])).toEqual([]);
    expect(invalidation.isPending([documentTag('delivery')])).toBe(true);
    one.cache.state = 'up';
    const isPending = () => invalidation.isPending([documentTag('delivery')]);
    await expect.poll(isPending, { timeout: 20_000 }).toBe(false);
  });

  it('gives up when the process ends', async () => {
    const [one] = twoNodes();
    one.cache.state = 'failing';
    const evicted = one.answers.evictByDocuments(['delivery']);
    one.answers.invalidation.close();
    await expect(evicted).rejects.toMatchObject({ code: 'cache-unavailable' });
  });
});
