import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import type { FinishedAnswer } from './admission.ts';
import { AnswerCache } from './answer-cache.ts';
import {
  citation,
  customerQuery,
  letAllPass,
  sharableAnswer,
  vectorAt,
} from './answers.testing.ts';
import { thresholdDecision } from './hit-decision.ts';
import { StoreBudget } from './store-budget.ts';

const query = customerQuery('How long does delivery take?');
const delivery = { id: 'delivery', version: 3, volatility: 'stable' as const };
const prices = { id: 'prices', version: 1, volatility: 'volatile' as const };
const context = { taskClass: 'faq' as const };

let clock: ManualClock;
let cache: InProcessCache;
let answers: AnswerCache;
let versions: Map<string, number>;

beforeEach(() => {
  clock = new ManualClock();
  cache = new InProcessCache({ clock, maxBytes: 1_000_000 });
  versions = new Map([
    ['delivery', 3],
    ['prices', 1],
  ]);
  answers = new AnswerCache(parts());
});

const parts = () => ({
  cache,
  vectors: createInProcessVectorIndex(2),
  clock,
  decide: thresholdDecision({ guard: letAllPass }),
  documentVersions: async () => versions,
  random: () => 0,
});

const budget = () => new StoreBudget(clock);
const exact = (asked = query) => answers.lookUpExact(asked, budget());
const semantic = (degrees: number, asked = query) =>
  answers.lookUpSemantic(asked, vectorAt(degrees), context, budget());

async function admit(answer: FinishedAnswer, asked = query, degrees = 0) {
  return answers.admit(asked, answer, await answers.begin(), vectorAt(degrees));
}

describe('the exact tier', () => {
  it('serves the same question in another spelling, with everything the receipt needs', async () => {
    expect(await exact()).toEqual({ kind: 'miss' });
    expect(await admit(sharableAnswer('m1', [delivery, prices]))).toMatchObject({ stored: true });
    const hit = await exact(customerQuery('how long does delivery take'));
    expect(hit).toMatchObject({
      kind: 'hit',
      entry: {
        text: 'Answer m1 [1]',
        messageId: 'm1',
        question: query.question,
        citations: [citation(delivery)],
        documentVersions: { delivery: 3, prices: 1 },
        servedBy: 'small',
        costUsd: 0.004,
      },
    });
  });

  it('expires by the most volatile document, whether it is read or not', async () => {
    await admit(sharableAnswer('m1', [delivery, prices]));
    clock.advance(3_599_000);
    expect((await exact()).kind).toBe('hit');
    clock.advance(1_001);
    expect((await exact()).kind).toBe('miss');
  });
});

describe('the semantic tier', () => {
  it('serves a question near enough and says how near', async () => {
    await admit(sharableAnswer('m1', [delivery]));
    const hit = await semantic(10, customerQuery('When will my parcel come?'));
    if (hit.kind !== 'hit') throw new Error('expected a hit');
    expect(hit.entry.messageId).toBe('m1');
    expect(hit.assessment.taskClass).toBe('faq');
    expect(hit.assessment.cosine).toBeCloseTo(Math.cos((10 * Math.PI) / 180), 5);
  });

  it('names the nearest entry on a miss, for comparison with the fresh answer', async () => {
    await admit(sharableAnswer('m1', [delivery]));
    expect(await semantic(30)).toMatchObject({
      kind: 'miss',
      reason: 'doubtful',
      nearest: { entry: { messageId: 'm1' } },
    });
    expect(await semantic(90)).toEqual({ kind: 'miss', reason: 'no-neighbour', nearest: null });
  });

  it('asks for what the question retrieves only when there is a candidate', async () => {
    let asked = 0;
    const retrievedLineage = async () => {
      asked += 1;
      return ['delivery'];
    };
    const look = () =>
      answers.lookUpSemantic(query, vectorAt(0), { taskClass: 'faq', retrievedLineage }, budget());
    await look();
    expect(asked).toBe(0);
    await admit(sharableAnswer('m1', [delivery]));
    await look();
    expect(asked).toBe(1);
  });
});

describe('scope', () => {
  it.each([
    ['site', customerQuery(query.question, 'outlet')],
    ['audience', { ...query, scope: { ...query.scope, audience: 'internal' as const } }],
    ['locale', { ...query, scope: { ...query.scope, locale: 'de' } }],
    ['prompt version', { ...query, promptVersion: 'answer-2' }],
    ['model policy', { ...query, modelPolicy: 'ladder-2' }],
  ])('keeps answers of another %s apart in both tiers', async (_, other) => {
    await admit(sharableAnswer('m1', [delivery]));
    expect((await exact(other)).kind).toBe('miss');
    expect(await semantic(0, other)).toMatchObject({ kind: 'miss', nearest: null });
  });

  it('holds even when the vector index proposes an entry of another scope', async () => {
    const admission = await admit(sharableAnswer('m1', [delivery]));
    if (!admission.stored) throw new Error('not stored');
    const confused = new AnswerCache({
      cache,
      vectors: {
        ...createInProcessVectorIndex(2),
        search: async () => [{ id: admission.key, score: 1, payload: {} }],
      },
      clock,
      decide: thresholdDecision({ guard: letAllPass }),
      documentVersions: async () => versions,
      random: () => 0,
    });
    const outlet = customerQuery(query.question, 'outlet');
    const found = await confused.lookUpSemantic(outlet, vectorAt(0), context, budget());
    expect(found).toEqual({ kind: 'miss', reason: 'no-neighbour', nearest: null });
  });
});

describe('admission', () => {
  it.each<[string, Partial<FinishedAnswer>]>([
    ['personal', { personal: true }],
    ['not-standalone', { standalone: false }],
    ['incomplete', { finishReason: 'length' }],
    ['incomplete', { finishReason: null }],
    ['incomplete', { status: 'stopped' }],
    ['incomplete', { status: 'failed' }],
    ['incomplete', { text: ' ' }],
    ['abstained', { status: 'abstained' }],
    ['abstained', { verification: { verdict: 'abstained', criticalValues: 0, unsupported: [] } }],
    [
      'not-verified',
      { verification: { verdict: 'not-applicable', criticalValues: 1, unsupported: [] } },
    ],
    ['not-generated', { servedBy: 'semantic' }],
    ['not-generated', { servedBy: 'agent' }],
    ['ungrounded', { documents: [] }],
    ['degraded', { degraded: true }],
  ])('refuses as %s: %j', async (reason, changes) => {
    const refused = await admit(sharableAnswer('m1', [delivery], changes));
    expect(refused).toEqual({ stored: false, reason });
    expect((await exact()).kind).toBe('miss');
    expect((await semantic(0)).kind).toBe('miss');
  });

  it('refuses an answer whose document has another version by now, or none', async () => {
    const changed = { stored: false, reason: 'document-changed' };
    versions.set('delivery', 4);
    expect(await admit(sharableAnswer('m1', [delivery]))).toEqual(changed);
    versions.delete('delivery');
    expect(await admit(sharableAnswer('m2', [delivery]))).toEqual(changed);
  });

  it('refuses an answer begun before its document was evicted', async () => {
    const begunAt = await answers.begin();
    await answers.evictByDocuments(['delivery']);
    const late = await answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, null);
    expect(late).toEqual({ stored: false, reason: 'document-changed' });
  });
});

describe('eviction', () => {
  it('takes everything that rests on an edited document out of both tiers', async () => {
    const other = customerQuery('What does a tune-up cost?');
    await admit(sharableAnswer('m1', [delivery]));
    await admit(sharableAnswer('m2', [prices]), other, 90);
    expect(await answers.evictByDocuments(['delivery'])).toHaveLength(1);
    expect((await exact()).kind).toBe('miss');
    expect((await semantic(0)).kind).toBe('miss');
    expect((await exact(other)).kind).toBe('hit');
    expect((await semantic(90, other)).kind).toBe('hit');
  });

  it('takes a disliked answer out by the message it was first given as', async () => {
    await admit(sharableAnswer('m1', [delivery]));
    await answers.evictAnswer('m1');
    expect((await exact()).kind).toBe('miss');
    expect((await semantic(0)).kind).toBe('miss');
  });

  it('does not admit an answer that was disliked while it was written', async () => {
    const begunAt = await answers.begin();
    await answers.evictAnswer('m1');
    const late = await answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, null);
    expect(late.stored).toBe(false);
  });
});

describe('reconciling', () => {
  it('evicts what an eviction that was lost should have taken out', async () => {
    const other = customerQuery('What does a tune-up cost?');
    await admit(sharableAnswer('m1', [delivery]));
    await admit(sharableAnswer('m2', [prices]), other, 90);
    expect((await answers.reconcile()).documentIds).toEqual([]);
    versions.set('delivery', 4);
    expect((await answers.reconcile()).documentIds).toEqual(['delivery']);
    expect((await exact()).kind).toBe('miss');
    expect((await exact(other)).kind).toBe('hit');
    versions.delete('prices');
    expect((await answers.reconcile()).documentIds).toEqual(['prices']);
    expect((await exact(other)).kind).toBe('miss');
  });

  it('evicts at the next look what got a thumbs-down, in case that eviction was lost', async () => {
    const uses = new Map([['m1', { exactHits: 0, semanticHits: 0, thumbsUp: 0, thumbsDown: 1 }]]);
    answers = new AnswerCache({ ...parts(), uses: { of: async () => uses } });
    await answers.admit(
      query,
      sharableAnswer('m1', [delivery]),
      await answers.begin(),
      vectorAt(0),
    );
    expect((await exact()).kind).toBe('hit');
    expect((await answers.reconcile()).messageIds).toEqual(['m1']);
    expect((await exact()).kind).toBe('miss');
  });
});
