import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { vectorAt } from './answers.testing.ts';
import { FragmentCache } from './fragment-cache.ts';
import { CacheInvalidation } from './invalidation.ts';
import { StoreBudget } from './store-budget.ts';

const scope = {
  audience: 'public' as const,
  locale: 'en',
  site: 'shop',
  indexVersion: 4,
  embeddingModelId: 'mini',
};
const passages = [
  { id: 'delivery#0', documentId: 'delivery', score: 0.9 },
  { id: 'prices#2', documentId: 'prices', score: 0.4 },
];
const question = 'How long does delivery take?';

let cache: InProcessCache;
let fragments: FragmentCache;
const fragment = { passages, evidence: { margin: 0.2 } };
let invalidation: CacheInvalidation;
const clock = new ManualClock();
const budget = () => new StoreBudget(clock);
const asksTheSame = () => true;
let vectors: VectorIndex;

beforeEach(async () => {
  cache = new InProcessCache({ clock, maxBytes: 1_000_000 });
  invalidation = new CacheInvalidation(cache);
  vectors = createInProcessVectorIndex(2);
  fragments = new FragmentCache({
    cache,
    vectors,
    clock,
    invalidation,
  });
  await fragments.store(scope, question, vectorAt(0), fragment, await cache.now());
});

describe('FragmentCache', () => {
  it('gives the results of the same question, and of a query nearer than 0.97', async () => {
    expect(await fragments.lookUp(scope, 'how long does delivery take', budget())).toEqual(
      fragment,
    );
    expect(await fragments.lookUpNear(scope, vectorAt(13), budget(), asksTheSame)).toEqual(
      fragment,
    );
    expect(await fragments.lookUp(scope, 'how long is delivery', budget())).toBeNull();
    expect(await fragments.lookUpNear(scope, vectorAt(15), budget(), asksTheSame)).toBeNull();
  });

  it.each([
    ['index version', { indexVersion: 5 }],
    ['audience', { audience: 'internal' as const }],
    ['locale', { locale: 'de' }],
    ['site', { site: 'outlet' }],
    ['embedding model', { embeddingModelId: 'other' }],
  ])('keeps results of another %s apart', async (_, change) => {
    const other = { ...scope, ...change };
    expect(await fragments.lookUp(other, question, budget())).toBeNull();
    expect(await fragments.lookUpNear(other, vectorAt(0), budget(), asksTheSame)).toBeNull();
  });

  it('forgets results in which an evicted document stands', async () => {
    await invalidation.evictDocuments(['prices']);
    expect(await fragments.lookUp(scope, question, budget())).toBeNull();
    expect(await fragments.lookUpNear(scope, vectorAt(0), budget(), asksTheSame)).toBeNull();
  });

  it('forgets what is kept for a question and for one as good as the same', async () => {
    await fragments.store(scope, 'how far?', vectorAt(40), fragment, await cache.now());
    await fragments.forget(scope, 'another wording', vectorAt(1));
    expect(await fragments.lookUp(scope, question, budget())).toBeNull();
    expect(await fragments.lookUp(scope, 'how far?', budget())).not.toBeNull();
    await fragments.forget(scope, 'how far?', null);
    expect(await fragments.lookUp(scope, 'how far?', budget())).toBeNull();
  });

  it('does not keep results of a search begun before an eviction', async () => {
    const begunAt = await cache.now();
    await invalidation.evictDocuments(['prices']);
    expect(await fragments.store(scope, question, null, fragment, begunAt)).toBe(false);
  });

  it('keeps no empty results: the next document may change them', async () => {
    expect(
      await fragments.store(
        scope,
        'other',
        null,
        { passages: [], evidence: null },
        await cache.now(),
      ),
    ).toBe(false);
  });

  it('does not take a near search for the same where its words ask for something else', async () => {
    const sameAsk = (earlier: string) => earlier !== question;
    expect(await fragments.lookUpNear(scope, vectorAt(1), budget(), sameAsk)).toBeNull();
  });

  describe('clears away the vectors', () => {
    const remembered = async () =>
      (await vectors.search({ vector: vectorAt(0), limit: 10 })).map(({ id }) => id).length;
    const store = async (change: Partial<typeof scope>, at: number) =>
      fragments.store({ ...scope, ...change }, `${at}`, vectorAt(at), fragment, await cache.now());

    it('of searches that an edit has made unreachable', async () => {
      await store({}, 20);
      expect(await remembered()).toBe(2);
      await store({ indexVersion: 5 }, 30);
      expect(await remembered()).toBe(1);
    });

    it('of searches that have expired', async () => {
      await store({}, 20);
      clock.advance(6 * 3_600_000);
      await store({}, 30);
      expect(await remembered()).toBe(1);
    });
  });
});
