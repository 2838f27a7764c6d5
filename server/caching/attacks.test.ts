import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from './answer-cache.ts';
import { customerQuery, sharableAnswer, vectorAt } from './answers.testing.ts';
import { thresholdDecision } from './hit-decision.ts';
import { StoreBudget } from './store-budget.ts';

const clock = new ManualClock();
const policy = { id: 'policy', version: 1, volatility: 'stable' as const };

let answers: AnswerCache;

beforeEach(() => {
  answers = new AnswerCache({
    cache: new InProcessCache({ clock, maxBytes: 1_000_000 }),
    vectors: createInProcessVectorIndex(2),
    clock,
    decide: thresholdDecision(),
    documentVersions: async () => new Map([['policy', 1]]),
    random: () => 0,
  });
});

async function share(question: string, changes = {}) {
  const answer = sharableAnswer('m1', [policy], changes);
  return answers.admit(customerQuery(question), answer, await answers.begin(), vectorAt(0));
}

/** The attacker is given the victim's own vector: no embedding could be nearer. */
async function ask(question: string) {
  const query = customerQuery(question);
  const budget = new StoreBudget(clock);
  const exact = await answers.lookUpExact(query, budget);
  if (exact.kind === 'hit') return 'exact';
  const found = await answers.lookUpSemantic(query, vectorAt(0), { taskClass: 'faq' }, budget);
  return found.kind === 'hit' ? 'semantic' : found.reason;
}

describe('a question crafted to collide with a cached one', () => {
  it.each([
    ['Can I return a bike within 14 days?', 'Can I return a bike within 41 days?'],
    ['Is the warranty valid abroad?', 'Is the warranty not valid abroad?'],
    ['How do I upgrade my plan?', 'How do I downgrade my plan?'],
    ['Is the Rambler 5 in stock?', 'Is the Rambler 7 in stock?'],
    ['Are you open on Monday?', 'Are you open on Sunday?'],
    ['Do you deliver from France to Spain?', 'Do you deliver from Spain to France?'],
    ['Does the repair cost €50?', 'Does the repair cost $50?'],
  ])('%j does not answer %j', async (cached, crafted) => {
    await share(cached);
    expect(await ask(cached)).toBe('exact');
    expect(await ask(crafted)).toMatch(/^guard:/);
  });

  it('still lets a plain paraphrase through', async () => {
    await share('Can I return a bike within 14 days?');
    expect(await ask('Is it possible to return a bike within 14 days?')).toBe('semantic');
  });
});

describe("another visitor's data", () => {
  it('never enters a shared cache', async () => {
    const refused = await share('Where is the order of [email]?', { personal: true });
    expect(refused).toEqual({ stored: false, reason: 'personal' });
    expect(await ask('Where is the order of [email]?')).toBe('no-neighbour');
  });
});

describe('an order number', () => {
  const question = 'Can I still cancel order 113542?';

  it('that the answer repeats keeps the answer out of the caches', async () => {
    const refused = await share(question, { text: 'Order 113542 can be cancelled [1].' });
    expect(refused).toEqual({ stored: false, reason: 'repeats-identifier' });
    expect(await ask('Can I still cancel order 004587?')).toBe('no-neighbour');
  });

  it('that the answer does not repeat is no part of the question', async () => {
    await share(question, { text: 'An order can be cancelled until it is packed [1].' });
    expect(await ask('Can I still cancel order 004587?')).toBe('semantic');
  });
});

describe('a poisoned entry', () => {
  const question = 'How long is the warranty?';

  it('dies by a thumbs-down', async () => {
    await share(question);
    await answers.evictAnswer('m1');
    expect(await ask(question)).toBe('no-neighbour');
  });

  it("dies by an edit of what it rests on, whatever the visitor's wording", async () => {
    await share(question);
    await answers.evictByDocuments(['policy']);
    expect(await ask(question)).toBe('no-neighbour');
    expect(await ask('What is the length of the warranty?')).toBe('no-neighbour');
  });
});
