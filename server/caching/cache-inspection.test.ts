import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from './answer-cache.ts';
import { customerQuery, sharableAnswer, vectorAt } from './answers.testing.ts';
import { inspectEntry, listEntries, tiersOf } from './cache-inspection.ts';
import { FragmentCache } from './fragment-cache.ts';

const delivery = { id: 'delivery', version: 3, volatility: 'stable' as const };
const scope = {
  audience: 'public' as const,
  locale: 'en',
  site: 'shop',
  indexVersion: 1,
  embeddingModelId: 'mini',
};

let cache: InProcessCache;
let answers: AnswerCache;
let fragments: FragmentCache;
let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
  cache = new InProcessCache({ clock, maxBytes: 1_000_000 });
  answers = new AnswerCache({
    cache,
    vectors: createInProcessVectorIndex(2),
    clock,
    decide: async () => ({ kind: 'none' }),
    documentVersions: async () => new Map([['delivery', 3]]),
    random: () => 0.5,
  });
  const vectors = createInProcessVectorIndex(2);
  fragments = new FragmentCache({ cache, vectors, clock, invalidation: answers.invalidation });
});

async function admit(question: string, text: string, vector: Float32Array | null): Promise<void> {
  const answer = sharableAnswer(`answer to ${question}`, [delivery], { text });
  await answers.admit(customerQuery(question), answer, await answers.begin(), vector);
  clock.advance(1_000);
}

async function search(question: string): Promise<void> {
  const passages = [{ id: 'delivery#0', documentId: 'delivery', score: 1 }];
  const found = { passages, evidence: null };
  await fragments.store(scope, question, vectorAt(0), found, await cache.now());
  clock.advance(1_000);
}

const questionsOf = async (wanted: Omit<Parameters<typeof listEntries>[1], 'limit'>) =>
  (await listEntries(cache, { limit: 10, ...wanted })).map(({ entry }) => entry.question);

describe('looking into the caches', () => {
  beforeEach(async () => {
    await admit('How long does delivery take?', 'Two days.', vectorAt(0));
    await search('Which parcel service?');
    await admit('What does delivery cost?', 'Nothing.', null);
  });

  it('lists answers and searches, the newest first', async () => {
    expect(await questionsOf({})).toEqual([
      'What does delivery cost?',
      'Which parcel service?',
      'How long does delivery take?',
    ]);
    expect(await listEntries(cache, { limit: 1 })).toHaveLength(1);
  });

  it('says which tiers can serve an entry, and lists those of one tier', async () => {
    const found = await listEntries(cache, { limit: 10 });
    expect(found.map(tiersOf)).toEqual([['exact'], ['fragment'], ['exact', 'semantic']]);
    expect(await questionsOf({ tier: 'exact' })).toHaveLength(2);
    expect(await questionsOf({ tier: 'semantic' })).toEqual(['How long does delivery take?']);
    expect(await questionsOf({ tier: 'fragment' })).toEqual(['Which parcel service?']);
  });

  it('finds by words of question or answer', async () => {
    expect(await questionsOf({ search: 'DELIVERY days' })).toEqual([
      'How long does delivery take?',
    ]);
    expect(await questionsOf({ search: 'parcel' })).toEqual(['Which parcel service?']);
  });

  it('shows one entry, and none where there is none', async () => {
    const [newest] = await listEntries(cache, { limit: 1 });
    expect(await inspectEntry(cache, newest?.key ?? '')).toEqual(newest);
    expect(await inspectEntry(cache, 'answer:absent')).toBeNull();
    expect(await inspectEntry(cache, 'fragment:absent')).toBeNull();
  });

  it('shows no search that was evicted', async () => {
    const [search] = await listEntries(cache, { tier: 'fragment', limit: 1 });
    await fragments.evict(search?.key ?? '');
    expect(await questionsOf({ tier: 'fragment' })).toEqual([]);
  });
});
