import { describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from './answer-cache.ts';
import { customerQuery, letAllPass, sharableAnswer, vectorAt } from './answers.testing.ts';
import { thresholdDecision } from './hit-decision.ts';
import { StoreBudget } from './store-budget.ts';

const clock = new ManualClock();
const query = customerQuery('How long does delivery take?');
const delivery = { id: 'delivery', version: 1, volatility: 'volatile' as const };

function node(cache: InProcessCache) {
  const vectors = createInProcessVectorIndex(2);
  const answers = new AnswerCache({
    cache,
    vectors,
    clock,
    decide: thresholdDecision({ guard: letAllPass }),
    documentVersions: async () => new Map([['delivery', 1]]),
    random: () => 0,
  });
  const find = async () => {
    const budget = new StoreBudget(clock);
    return (await answers.lookUpSemantic(query, vectorAt(5), { taskClass: 'faq' }, budget)).kind;
  };
  return { vectors, answers, find, sync: answers.vectorSync(2) };
}

describe('SemanticSync', () => {
  it('makes findable what another process added, and forgets what is gone', async () => {
    const cache = new InProcessCache({ clock, maxBytes: 1_000_000 });
    const [one, other] = [node(cache), node(cache)];
    const begunAt = await one.answers.begin();
    await one.answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, vectorAt(0));
    expect(await other.find()).toBe('miss');
    expect(await other.sync.run()).toEqual({ added: 1, removed: 0 });
    expect(await other.find()).toBe('hit');
    expect(await other.sync.run()).toEqual({ added: 0, removed: 0 });
    clock.advance(5 * 3_600_000);
    expect(await other.sync.run()).toEqual({ added: 0, removed: 1 });
    expect(await other.vectors.count()).toBe(0);
  });

  it('leaves out entries without a vector, or with one of another model', async () => {
    const cache = new InProcessCache({ clock, maxBytes: 1_000_000 });
    const [one, other] = [node(cache), node(cache)];
    const begunAt = await one.answers.begin();
    await one.answers.admit(query, sharableAnswer('m1', [delivery]), begunAt, null);
    await other.sync.run();
    expect(await other.vectors.count()).toBe(0);
    const third = node(cache);
    await one.answers.admit(query, sharableAnswer('m2', [delivery]), begunAt, vectorAt(0));
    await third.answers.vectorSync(3).run();
    expect(await third.vectors.count()).toBe(0);
  });
});
