import { describe, expect, it } from 'vitest';
import { answersAgree } from './answer-agreement.ts';
import type { AnswerEntry } from './answer-entry.ts';
import { citation, customerQuery } from './answers.testing.ts';
import { CacheObserver, type Observation, type ObserverParts } from './observations.ts';

const query = customerQuery('When will my parcel come?');
const answer = (text: string, documentId = 'delivery') => ({
  text,
  citations: [citation({ id: documentId, version: 1 })],
});
const entry: AnswerEntry = {
  format: 2,
  vector: '',
  ...query,
  question: 'How long does delivery take?',
  taskClass: 'faq',
  ...answer('Delivery takes 2 days [1].'),
  documentVersions: { delivery: 1 },
  verification: { verdict: 'supported', criticalValues: 1, unsupported: [] },
  servedBy: 'small',
  costUsd: 0.004,
  totalMs: 1800,
  messageId: 'm1',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAtMs: 0,
};
const hit = {
  tier: 'semantic' as const,
  taskClass: 'faq' as const,
  entry,
  cosine: 0.9,
  score: 0.99,
};

function observer(parts: Partial<ObserverParts>) {
  const observations: Observation[] = [];
  const evicted: string[] = [];
  const made = new CacheObserver({
    record: async (observation) => {
      observations.push(observation);
    },
    nowMs: () => 7,
    random: () => 0,
    answerAfresh: async () => answer('It takes 2 days [1].'),
    stands: async () => true,
    answers: {
      evictAnswer: async (messageId) => {
        evicted.push(messageId);
        return [];
      },
    },
    ...parts,
  });
  return { observer: made, observations, evicted };
}

describe('answersAgree', () => {
  it.each([
    ['Delivery takes 2 days [1].', 'It takes two days until delivery [1].'],
    ['Delivery takes 2 days [1].', 'Delivery takes 2 days and costs €5 [1].'],
    ['Yes [1].', 'You can [1].'],
  ])('takes %j and %j of one source for the same', (left, right) => {
    expect(answersAgree(answer(left), answer(right))).toBe(true);
  });

  it('tells different values, different sources and different words apart', () => {
    expect(answersAgree(answer('It takes 2 days.'), answer('It takes 3 days.'))).toBe(false);
    expect(answersAgree(answer('Yes, you can.'), answer('Of course.', 'returns'))).toBe(false);
    const unsourced = (text: string) => ({ text, citations: [] });
    expect(answersAgree(unsourced('Hello there!'), unsourced('hello there'))).toBe(true);
    expect(answersAgree(unsourced('Hello there!'), unsourced('Goodbye then'))).toBe(false);
  });

  it('tells different passages of one document apart, unless they say the same', () => {
    const from = (text: string, passage: string) => ({
      text,
      citations: [{ ...citation({ id: 'delivery', version: 1 }), passageId: passage }],
    });
    const yes = from('Yes, as long as the parcel has not left the warehouse [1].', 'delivery#1');
    const no = from('No, we only deliver to home addresses [1].', 'delivery#4');
    expect(answersAgree(yes, no)).toBe(false);
    expect(
      answersAgree(
        from('It costs €4.90 [1].', 'delivery#1'),
        from('You pay €4.90 [1].', 'delivery#2'),
      ),
    ).toBe(true);
  });

  it('does not take a figure and no figure for the same', () => {
    expect(answersAgree(answer('It costs €4.90 [1].'), answer('No, we do not [1].'))).toBe(false);
  });
});

describe('CacheObserver', () => {
  it('learns from a miss what the nearest entry would have been worth', async () => {
    const { observer: made, observations } = observer({});
    const nearest = { entry, assessment: { taskClass: 'faq' as const, cosine: 0.8, score: 0.4 } };
    await made.observeMiss(query, nearest, answer('Within 2 days [1].'));
    await made.observeMiss(query, nearest, answer('Within 9 days [1].'));
    expect(observations).toEqual([
      {
        source: 'miss',
        taskClass: 'faq',
        question: query.question,
        cachedQuestion: entry.question,
        cosine: 0.8,
        score: 0.4,
        correct: true,
        observedAtMs: 7,
      },
      expect.objectContaining({ correct: false }),
    ]);
  });

  it('answers a share of the hits afresh, off the path', async () => {
    const draws = [0.019, 0.02, 0.5, 0.0];
    const { observer: made, observations } = observer({ random: () => draws.shift() ?? 1 });
    for (let index = 0; index < 4; index += 1) made.offerHit(query, hit);
    expect(observations).toEqual([]);
    await made.settled();
    expect(observations).toHaveLength(2);
    expect(observations[0]).toMatchObject({ source: 'semantic', score: 0.99, correct: true });
  });

  it('evicts an entry that no longer is the answer to its own question', async () => {
    const { observer: made, evicted } = observer({
      answerAfresh: async () => answer('It takes 5 days [1].'),
    });
    made.offerHit(query, hit);
    await made.settled();
    expect(evicted).toEqual([]);
    made.offerHit(query, { ...hit, tier: 'exact' });
    await made.settled();
    expect(evicted).toEqual(['m1']);
  });

  it('counts a hit as wrong where the documents do not say', async () => {
    const { observer: made, observations } = observer({
      answerAfresh: async () => 'does-not-know',
    });
    made.offerHit(query, hit);
    await made.settled();
    expect(observations).toMatchObject([{ source: 'semantic', correct: false }]);
  });

  it('learns nothing, and evicts nothing, where a document was edited meanwhile', async () => {
    const {
      observer: made,
      observations,
      evicted,
    } = observer({
      answerAfresh: async () => answer('It takes 5 days [1].'),
      stands: async () => false,
    });
    made.offerHit(query, { ...hit, tier: 'exact' });
    await made.settled();
    expect({ observations, evicted }).toEqual({ observations: [], evicted: [] });
  });

  it('lets samples go rather than pile them up, and survives a failing model', async () => {
    const { observer: made, observations } = observer({
      answerAfresh: () => Promise.reject(new Error('model down')),
    });
    for (let index = 0; index < 100; index += 1) made.offerHit(query, hit);
    await made.settled();
    expect(observations).toEqual([]);
    made.offerHit(query, hit);
    await made.settled();
  });
});
