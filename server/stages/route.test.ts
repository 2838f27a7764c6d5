import { describe, expect, it } from 'vitest';
import type { ModelAttempt } from '../../shared/receipt.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { StoredSetting } from '../ports/setting-store.ts';
import { extractiveRung, type Rung, type Tier } from '../routing/ladder.ts';
import { type LearningStore, RouteLearning } from '../routing/route-learning.ts';
import { StickyModels } from '../routing/sticky-models.ts';
import { TaskClassifier } from '../routing/task-classifier.ts';
import { lessonsOf, lessonsOfAftermath, type TeachingReceipt } from '../routing/turn-lessons.ts';
import { chooseRoute, ladderOfTier, type RouteDependencies, type RouteRequest } from './route.ts';

const dayMs = 24 * 60 * 60 * 1000;

function silent(id: string, provider: string): LanguageModel {
  return { id, provider, stream: async function* () {} };
}

function makeRung(id: string, tier: Tier, input: number, output = input * 4): Rung {
  const provider = id.split('-')[0] ?? id;
  return {
    id,
    provider,
    tier,
    model: silent(id, provider),
    prices: { input, output, cachedInput: input },
    contextWindow: 8_000,
    limits: { concurrency: 1 },
    timeouts: { firstTokenMs: 1, gapMs: 1, totalMs: 1 },
  };
}

const mini = makeRung('openai-mini', 'small', 0.15);
const haiku = makeRung('anthropic-haiku', 'small', 0.8);
const large = makeRung('openai-4o', 'large', 2.5);
const sonnet = makeRung('anthropic-sonnet', 'large', 3);

function memoryStore(): LearningStore {
  const kept = new Map<string, StoredSetting>();
  return {
    get: async (name) => structuredClone(kept.get(name) ?? null),
    async update(name, change) {
      for (;;) {
        const read = kept.get(name);
        const value = structuredClone(change(structuredClone(read?.value ?? null)));
        // Others come in between, as over a network.
        await Promise.resolve();
        if (kept.get(name) !== read) continue;
        const stored = { value, version: (read?.version ?? 0) + 1 };
        kept.set(name, stored);
        return stored;
      }
    },
  };
}

function setUp(changes: Partial<RouteDependencies> = {}) {
  const clock = { now: 1_000 * dayMs, nowMs: () => clock.now, monotonicMs: () => clock.now };
  const store = memoryStore();
  const dependencies: RouteDependencies = {
    rungs: () => [mini, haiku, large, sonnet],
    extractive: extractiveRung(silent('extractive', 'in-process')),
    classifier: new TaskClassifier(),
    learning: new RouteLearning(store, clock),
    sticky: new StickyModels(clock),
    breakerState: () => 'closed',
    random: () => 0.999,
    ...changes,
  };
  const route = (request: Partial<RouteRequest> = {}) =>
    chooseRoute(
      {
        question: 'What does the warranty cover?',
        vector: null,
        conversationId: 'c',
        promptTokens: 3_000,
        maxOutputTokens: 500,
        money: 'any',
        ...request,
      },
      dependencies,
    );
  const learn = (model: Rung, successes: number, failures: number): void =>
    dependencies.learning.learn({
      taskClass: 'document-question',
      model: model.id,
      successes,
      failures,
    });
  return { ...dependencies, clock, store, route, learn };
}

const ids = (rungs: Rung[]): string[] => rungs.map((rung) => rung.id);

describe('choosing a route', () => {
  it('begins with the cheapest model that is expected to do, and ends with quoting', () => {
    const decision = setUp().route();
    expect(decision).toMatchObject({
      taskClass: 'document-question',
      tierStart: 'small',
      reason: 'cheapest-sufficient',
    });
    expect(ids(decision.ladder)).toEqual([
      'openai-mini',
      'anthropic-haiku',
      'openai-4o',
      'anthropic-sonnet',
      'extractive',
    ]);
  });

  it('learns that a model is not up to a class, and only to that class', () => {
    const { route, learn, learning } = setUp();
    learning.learn({ taskClass: 'small-talk', model: mini.id, successes: 60, failures: 0 });
    learn(mini, 0, 60);
    learn(haiku, 60, 0);
    expect(route().ladder[0]).toBe(haiku);
    expect(route({ question: 'Hello!', conversationId: 'd' }).ladder[0]).toBe(mini);
  });

  it('does not give the small model up for a few unlucky turns', () => {
    const { route, learn } = setUp({ rungs: () => [mini, large] });
    learn(mini, 0, 4);
    expect(route().ladder[0]).toBe(mini);
    learn(mini, 40, 100);
    expect(route()).toMatchObject({ tierStart: 'large' });
  });

  it('goes straight to the large model where the small one nearly always fails', () => {
    const { route, learn } = setUp({
      rungs: () => [mini, large],
      policy: { qualityTarget: 0 },
    });
    learn(mini, 1, 400);
    expect(route()).toMatchObject({ reason: 'straight-to-large', tierStart: 'large' });
  });

  it('goes straight to the large model where both in a row would be too slow', () => {
    const { route, learning } = setUp({ rungs: () => [mini, large] });
    const turn = { costUsd: 0.001, ttftMs: 2_500 };
    learning.learn({ taskClass: 'faq', model: mini.id, successes: 1, failures: 0, turn });
    expect(route().reason).toBe('too-slow-to-escalate');
  });

  it('takes the best known where none is expected to do', () => {
    const { route, learn } = setUp({ rungs: () => [mini, haiku] });
    learn(mini, 0, 100);
    learn(haiku, 30, 70);
    expect(route()).toMatchObject({
      reason: 'best-known',
      ladder: [haiku, mini, expect.anything()],
    });
  });

  it('tries another model now and then', () => {
    const draws = [0.01, 0.9];
    const { route } = setUp({ random: () => draws.shift() ?? 1 });
    expect(route()).toMatchObject({ reason: 'explored', ladder: expect.arrayContaining([sonnet]) });
  });

  it('stays with the model of the conversation while its prompt is warm', () => {
    const { route, sticky, clock } = setUp();
    sticky.remember('c', haiku.id);
    expect(route()).toMatchObject({ reason: 'sticky', tierStart: 'small' });
    clock.now += dayMs;
    expect(route().reason).toBe('cheapest-sufficient');
  });

  it('does as the admin says', async () => {
    const { route, learning } = setUp();
    await learning.setOverride('document-question', sonnet.id);
    expect(route()).toMatchObject({ reason: 'override', tierStart: 'large' });
    await learning.setOverride('document-question', null);
    expect(route().reason).toBe('cheapest-sufficient');
  });

  it('does as the admin says on every node, and leaves what was said there', async () => {
    const { learning, store, clock } = setUp();
    const other = new RouteLearning(store, clock);
    await learning.setOverride('document-question', sonnet.id);
    await other.setOverride('faq', large.id);
    expect(other.override('document-question')).toBe(sonnet.id);
    await learning.refresh();
    expect(learning.override('faq')).toBe(large.id);
    await Promise.all([
      learning.setOverride('document-question', null),
      other.setOverride('multi-step', large.id),
    ]);
    await Promise.all([learning.refresh(), other.refresh()]);
    for (const node of [learning, other])
      expect(node.overrides()).toEqual({ faq: large.id, 'multi-step': large.id });
  });

  it('keeps an override that was set while an older reading was under way', async () => {
    const { store, clock } = setUp();
    const held = Promise.withResolvers<void>();
    const slow: LearningStore = {
      async get(name) {
        const read = await store.get(name);
        await held.promise;
        return read;
      },
      update: (name, change) => store.update(name, change),
    };
    const learning = new RouteLearning(slow, clock);
    await learning.setOverride('faq', mini.id);
    const reading = learning.refresh();
    await learning.setOverride('faq', large.id);
    held.resolve();
    await reading;
    expect(learning.override('faq')).toBe(large.id);
  });

  it('keeps to small models, then to quoting, as the money runs out', () => {
    const { route } = setUp();
    expect(ids(route({ money: 'small-only' }).ladder)).toEqual([
      'openai-mini',
      'anthropic-haiku',
      'extractive',
    ]);
    const broke = route({ money: 'none' });
    expect(broke).toMatchObject({ reason: 'budget-exhausted', tierStart: 'extractive' });
    expect(setUp({ rungs: () => [] }).route({ money: 'none' }).reason).toBe('no-model');
    expect(ids(broke.ladder)).toEqual(['extractive']);
  });

  it('leaves out models whose window is too small', () => {
    expect(ids(setUp().route({ promptTokens: 7_800 }).ladder)).toEqual(['extractive']);
  });

  it('does not begin with a provider whose breaker is open', () => {
    const { route } = setUp({
      breakerState: (provider) => (provider === 'openai' ? 'open' : 'closed'),
    });
    expect(route().ladder[0]).toBe(haiku);
  });

  it('gives each tier its models, and a small one the large as help', () => {
    const decision = setUp().route();
    expect(ids(ladderOfTier(decision, 'large'))).toEqual(['openai-4o', 'anthropic-sonnet']);
    expect(ids(ladderOfTier(decision, 'small'))).toHaveLength(4);
    expect(ids(ladderOfTier(decision, 'extractive'))).toEqual(['extractive']);
  });

  it('has small models help out where the large one was asked first', async () => {
    const { route, learning } = setUp();
    await learning.setOverride('document-question', large.id);
    expect(ids(ladderOfTier(route(), 'large'))).toEqual([
      'openai-4o',
      'anthropic-sonnet',
      'openai-mini',
      'anthropic-haiku',
    ]);
  });
});

describe('what is learned', () => {
  it('leans on the model’s rate over all classes until it has evidence of its own', () => {
    const { learning, learn } = setUp();
    learn(mini, 80, 0);
    const elsewhere = learning.quality('faq', mini.id, 'small');
    const own = learning.quality('document-question', mini.id, 'small');
    expect(elsewhere.mean).toBeGreaterThan(0.9);
    expect(own.mean).toBeGreaterThan(elsewhere.mean);
    expect(own.high - own.low).toBeLessThan(elsewhere.high - elsewhere.low);
    expect(elsewhere.evidence).toBe(0);
  });

  it('fades by half in two weeks', () => {
    const { learning, learn, clock } = setUp();
    learn(mini, 0, 40);
    clock.now += 14 * dayMs;
    expect(learning.quality('document-question', mini.id, 'small').evidence).toBeCloseTo(20, 5);
  });

  it('outlives the process, and adds up what several processes learned', async () => {
    const { learning, learn, store, clock } = setUp();
    const other = new RouteLearning(store, clock);
    learn(mini, 3, 1);
    other.learn({ taskClass: 'document-question', model: mini.id, successes: 2, failures: 0 });
    await Promise.all([learning.refresh(), other.refresh()]);
    const later = new RouteLearning(store, clock);
    await later.refresh();
    expect(later.all(() => 'small')).toMatchObject([{ successes: 5, failures: 1 }]);
  });

  it('keeps what it could not save', async () => {
    const { store, clock } = setUp();
    let broken = true;
    const flaky: LearningStore = {
      get: (name) => store.get(name),
      update: (name, change) =>
        broken ? Promise.reject(new Error('down')) : store.update(name, change),
    };
    const learning = new RouteLearning(flaky, clock);
    learning.learn({ taskClass: 'faq', model: 'm', successes: 1, failures: 0 });
    await expect(learning.refresh()).rejects.toThrow('down');
    broken = false;
    await learning.refresh();
    expect(await store.get('routing.records')).toMatchObject({ value: [{ successes: 1 }] });
  });

  it('is refreshed one after the other, so that nothing is counted twice or lost', async () => {
    const { learning, learn } = setUp();
    learn(mini, 1, 0);
    const first = learning.refresh();
    learn(mini, 1, 0);
    await Promise.all([first, learning.refresh(), learning.refresh()]);
    expect(learning.all(() => 'small')).toMatchObject([{ successes: 2 }]);
  });

  it('takes the model whose text was kept for a success, the rejected one for a failure', () => {
    const attempt = (
      model: string,
      tier: ModelAttempt['tier'],
      outcome: ModelAttempt['outcome'],
    ) => ({
      model,
      provider: 'p',
      tier,
      reason: 'routed' as const,
      outcome,
      inputTokens: 100,
      cachedInputTokens: 0,
      outputTokens: 10,
      usageEstimated: false,
      costUsd: 0.1,
      ttftMs: 5,
      totalMs: 9,
    });
    const receipt: TeachingReceipt = {
      taskClass: 'faq',
      verification: { verdict: 'revised', criticalValues: 0, unsupported: [] },
      attempts: [
        attempt('a', 'small', 'hedge-lost'),
        attempt('b', 'small', 'rejected'),
        attempt('c', 'large', 'used'),
      ],
    };
    expect(lessonsOf(receipt)).toMatchObject([
      { model: 'b', successes: 0, failures: 1 },
      { model: 'c', successes: 1, failures: 0 },
    ]);
    const unanswerable = { ...receipt.verification, verdict: 'abstained' as const };
    expect(lessonsOf({ ...receipt, verification: unanswerable })).toEqual([]);
    const news = (successes: number, failures: number) => [
      { taskClass: 'faq', model: 'c', successes, failures },
    ];
    expect(lessonsOfAftermath(receipt, null, 'disliked')).toEqual(news(-1, 1));
    expect(lessonsOfAftermath(receipt, 'disliked', 'disliked')).toEqual([]);
    expect(lessonsOfAftermath(receipt, 'disliked', 'liked')).toEqual(news(2, -1));
  });
});
