import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  conversationPageSchema,
  figuresSchema,
  type LatencyBudget,
  type RateName,
  seriesSchema,
} from '../../shared/admin-figures.ts';
import type { ConversationStore } from './conversation-store.ts';
import { Day, exampleAttempt, type Talk } from './metrics-scenario.testing.ts';
import type { MetricsStore } from './metrics-store.ts';
import type { SpendingStore } from './spending-store.ts';

export interface MetricsStoreUnderTest {
  metrics: MetricsStore;
  store: ConversationStore;
  spending: Pick<SpendingStore, 'addOffPath'>;
  close(): Promise<void>;
}

const ladder = [
  'eligible',
  'engaged',
  'contained',
  'assumed-resolved',
  'verified',
  'confirmed',
  'durable',
] as const;
const budget: LatencyBudget = { useCase: 'email-generation', ttftMs: 1_000, totalMs: 5_000 };

type Rung = (typeof ladder)[number];

/** What every MetricsStore derives, with latency budgets of 1 s to the first token and 5 s in all. */
export function describeMetricsStoreContract(
  name: string,
  makeAdapter: (budget: LatencyBudget) => Promise<MetricsStoreUnderTest>,
): void {
  describe(`MetricsStore on ${name}`, () => {
    let adapter: MetricsStoreUnderTest;
    let metrics: MetricsStore;
    let days = 0;
    beforeAll(async () => {
      adapter = await makeAdapter(budget);
      metrics = adapter.metrics;
    });
    afterAll(() => adapter.close());

    const newDay = () => new Day(adapter.store, days++);

    const rate = async (day: Day, rateName: RateName): Promise<[number, number]> => {
      const { numerator, denominator } = (await metrics.figures(day.range)).rates[rateName];
      return [numerator, denominator];
    };

    const behind = async (
      day: Day,
      of: RateName | undefined,
      side: 'numerator' | 'remainder' | 'denominator' = 'numerator',
    ): Promise<string[]> => {
      const query = { ...day.range, behind: of, side, limit: 50 };
      const page = await metrics.conversationsBehind(query);
      return page.conversations.map((line) => line.conversation.id);
    };

    it('finds nothing where nothing happened', async () => {
      const figures = await metrics.figures(newDay().range);
      expect(figures).toMatchObject({
        conversations: 0,
        answers: 0,
        costUsd: 0,
        costPerAnswerUsd: null,
        costPerResolvedUsd: null,
        costPerVisitorMonthUsd: null,
        ttftMs: { count: 0, p50: null, p95: null, p99: null },
        servedBy: {},
        models: [],
        offPath: [],
        taskClasses: [],
      });
      expect(figures.rates.contained).toEqual({
        numerator: 0,
        denominator: 0,
        share: null,
        low: null,
        high: null,
      });
    });

    describe('the ladder', () => {
      /** Plays one conversation and says how far it came. */
      const cases: [string, Rung | 'none', (talk: Talk) => Promise<unknown>][] = [
        ['small talk', 'none', (talk) => talk.turn(0, { taskClass: 'small-talk', cites: [] })],
        [
          'spam',
          'none',
          async (talk) => {
            await talk.turn(0);
            await talk.close(2, 'agent', 'spam');
          },
        ],
        ['an unanswered question', 'eligible', (talk) => talk.ask(0)],
        ['a request for a person and nothing else', 'eligible', (talk) => talk.requestPerson(0)],
        [
          'an answer that does not know',
          'eligible',
          (talk) =>
            talk.turn(0, {
              status: 'abstained',
              cites: [],
              verification: { verdict: 'abstained', criticalValues: 0, unsupported: [] },
            }),
        ],
        [
          'an answer, then a request for a person who never came',
          'engaged',
          async (talk) => {
            await talk.turn(0);
            await talk.requestPerson(10);
          },
        ],
        [
          'an answer, then an agent',
          'engaged',
          async (talk) => {
            await talk.turn(0);
            await talk.agentWrites(10);
          },
        ],
        [
          'an agent who writes only after 72 hours',
          'verified',
          async (talk) => {
            await talk.turn(0);
            await talk.agentWrites(73 * 60);
          },
        ],
        [
          'a last answer thumbed down',
          'contained',
          async (talk) => talk.thumb(await talk.turn(0), 'down'),
        ],
        [
          'a conversation closed as not solved',
          'contained',
          async (talk) => {
            await talk.turn(0);
            await talk.close(5, 'customer', 'not-solved');
          },
        ],
        [
          'a grounded answer, then one stopped by the customer',
          'contained',
          async (talk) => {
            await talk.turn(0);
            await talk.turn(5, { status: 'stopped' });
          },
        ],
        [
          'one of two answers without a source',
          'assumed-resolved',
          async (talk) => {
            await talk.turn(0, { cites: [] });
            await talk.turn(5);
          },
        ],
        ['a grounded answer', 'verified', (talk) => talk.turn(0)],
        [
          'a grounded answer after small talk',
          'verified',
          async (talk) => {
            await talk.turn(0, { taskClass: 'small-talk', servedBy: 'system', cites: [] });
            await talk.turn(5);
          },
        ],
        [
          'thumbs up and down',
          'verified',
          async (talk) => {
            await talk.thumb(await talk.turn(0), 'down');
            await talk.thumb(await talk.turn(5), 'up');
          },
        ],
        ['thumbs up', 'durable', async (talk) => talk.thumb(await talk.turn(0), 'up')],
        [
          'a conversation closed by the customer as solved',
          'durable',
          async (talk) => {
            await talk.turn(0);
            await talk.close(5, 'customer', 'solved');
          },
        ],
      ];

      it.each(cases)('%s comes as far as: %s', async (_, highest, play) => {
        const day = newDay();
        const talk = await day.begin();
        await play(talk);
        const { rates, conversations } = await metrics.figures(day.range);
        expect(conversations).toBe(1);
        const reached = ladder.filter((rung) => rates[rung].numerator === 1);
        expect(reached).toEqual(
          highest === 'none' ? [] : ladder.slice(0, ladder.indexOf(highest) + 1),
        );
        expect(rates.contained.denominator).toBe(rates.eligible.numerator);
        for (const rung of reached) expect(await behind(day, rung)).toEqual([talk.id]);
      });

      it('is not durable when the visitor comes back on the topic within 7 days', async () => {
        const day = newDay();
        const confirmed = async (visitor: string, minute: number, cites: string[]) => {
          const talk = await day.begin(`${visitor} of ${day.start}`);
          await talk.thumb(await talk.turn(minute, { cites }), 'up');
          return talk.id;
        };
        const week = 7 * 24 * 60;
        const sameTopic = await confirmed('ada', 0, ['prices', 'tubes']);
        const otherTopic = await confirmed('bob', 1, ['prices']);
        const later = await confirmed('cyd', 2, ['prices']);
        await confirmed('ada', week - 60, ['tubes', 'tyres']);
        await confirmed('bob', week - 60, ['returns']);
        await confirmed('cyd', week + 60, ['prices']);
        expect(await rate(day, 'durable')).toEqual([2, 3]);
        expect(await behind(day, 'durable')).toEqual([later, otherTopic]);
        expect(await behind(day, 'durable', 'remainder')).toEqual([sameTopic]);
      });

      it('does not know of a conversation of today whether it is durable', async () => {
        const from = new Date(Date.now() - 60 * 60_000);
        const talk = await adapter.store.createConversation({
          id: randomUUID(),
          visitorId: randomUUID(),
          site: 'shop',
          locale: 'en',
        });
        await adapter.store.appendMessage({
          id: randomUUID(),
          conversationId: talk.id,
          role: 'customer',
          text: 'How much is a tube?',
          createdAt: new Date().toISOString(),
        });
        const to = new Date(Date.now() + 60_000);
        const { rates } = await metrics.figures({
          from: from.toISOString(),
          to: to.toISOString(),
        });
        expect(rates.eligible.numerator).toBe(1);
        expect(rates.durable.denominator).toBe(0);
      });

      it('counts a reopened conversation again, each time by its own course', async () => {
        const day = newDay();
        const talk = await day.begin();
        await talk.turn(0);
        await talk.close(10, 'customer', 'solved');
        const question = await talk.ask(20);
        await talk.reopen(20.1);
        await talk.answer(question, 21);
        await talk.requestPerson(22);
        expect((await metrics.figures(day.range)).conversations).toBe(2);
        expect(await rate(day, 'contained')).toEqual([1, 2]);
        expect(await rate(day, 'handed-off')).toEqual([1, 2]);
        expect(await behind(day, 'contained', 'denominator')).toEqual([talk.id]);
      });

      it('counts a conversation in the range in which it began', async () => {
        const day = newDay();
        const talk = await day.begin();
        await talk.turn(24 * 60 - 1);
        const next = { from: day.at(24 * 60), to: day.at(48 * 60) };
        expect((await metrics.figures(day.range)).conversations).toBe(1);
        expect((await metrics.figures(next)).conversations).toBe(0);
        expect((await metrics.figures(next)).answers).toBe(1);
      });
    });

    it('keeps abandonment apart: nobody answered the last message', async () => {
      const day = newDay();
      const [left, stopped, answered, helped] = [
        await day.begin(),
        await day.begin(),
        await day.begin(),
        await day.begin(),
      ];
      await left.ask(4);
      await stopped.turn(3, { status: 'stopped' });
      await answered.turn(2);
      await helped.ask(1);
      await helped.agentWrites(2);
      expect(await rate(day, 'abandoned')).toEqual([2, 4]);
      expect(await behind(day, 'abandoned')).toEqual([left.id, stopped.id]);
    });

    it('derives what was served by what, and its cache hits over what was looked up', async () => {
      const day = newDay();
      const talk = await day.begin();
      const miss = { exact: 'miss', semantic: 'miss', fragment: 'miss' } as const;
      await talk.turn(0, { servedBy: 'large', cache: miss });
      await talk.turn(10, { servedBy: 'small', cache: { ...miss, fragment: 'hit' } });
      await talk.turn(20, {
        servedBy: 'exact',
        cache: { exact: 'hit', semantic: 'skipped', fragment: 'skipped' },
      });
      await talk.turn(30, {
        servedBy: 'semantic',
        cache: { exact: 'miss', semantic: 'hit', fragment: 'skipped' },
      });
      await talk.turn(40, {
        servedBy: 'system',
        cache: { exact: 'skipped', semantic: 'skipped', fragment: 'skipped' },
      });
      const figures = await metrics.figures(day.range);
      expect(figures.answers).toBe(4);
      expect(figures.customerMessages).toBe(5);
      expect(figures.servedBy).toEqual({ large: 1, small: 1, exact: 1, semantic: 1, system: 1 });
      expect(await rate(day, 'exact-hit')).toEqual([1, 4]);
      expect(await rate(day, 'semantic-hit')).toEqual([1, 3]);
      expect(await rate(day, 'fragment-hit')).toEqual([1, 2]);
      expect(await rate(day, 'small-served')).toEqual([1, 4]);
      expect(await rate(day, 'large-served')).toEqual([1, 4]);
      expect(await rate(day, 'extractive-served')).toEqual([0, 4]);
    });

    it('derives the use of the caches by class of question over time', async () => {
      const day = newDay();
      const talk = await day.begin();
      const miss = { exact: 'miss', semantic: 'miss', fragment: 'miss' } as const;
      const parts = { costUsd: 0.01, totalMs: 2_000 };
      const original = await talk.turn(0, { ...parts, cache: miss });
      const hit = { exact: 'hit', semantic: 'skipped', fragment: 'skipped' } as const;
      const answeredBy = original.id;
      await talk.turn(10, { servedBy: 'exact', totalMs: 500, cache: { ...hit, answeredBy } });
      // An answer that was written before anybody asked has no receipt of its own.
      const warmedUp = { answeredBy: 'warm-up:1', originalCostUsd: 0.5, originalMs: 3_000 };
      await talk.turn(70, {
        servedBy: 'semantic',
        taskClass: 'multi-step',
        totalMs: 1_000,
        cache: { exact: 'miss', semantic: 'hit', fragment: 'skipped', ...warmedUp },
      });
      const range = { from: day.at(0), to: day.at(180) };
      const { bucket, points } = await metrics.cacheUse(range, 'hour');
      expect(bucket).toBe('hour');
      expect(points).toEqual([
        {
          at: day.at(0),
          classes: [
            {
              taskClass: 'faq',
              exact: { lookups: 2, hits: 1 },
              semantic: { lookups: 1, hits: 0 },
              fragment: { lookups: 1, hits: 0 },
              answers: { lookups: 2, hits: 1 },
              savedUsd: 0.01,
              savedMs: 1_500,
            },
          ],
        },
        {
          at: day.at(60),
          classes: [
            expect.objectContaining({
              taskClass: 'multi-step',
              semantic: { lookups: 1, hits: 1 },
              answers: { lookups: 1, hits: 1 },
              savedUsd: 0.5,
              savedMs: 2_000,
            }),
          ],
        },
        { at: day.at(120), classes: [] },
      ]);
      expect(await metrics.cacheSavings(day.range)).toEqual({
        exact: { savedUsd: 0.01, savedMs: 1_500 },
        semantic: { savedUsd: 0.5, savedMs: 2_000 },
      });
    });

    it('lists the conversations behind a class of question and a model', async () => {
      const day = newDay();
      const [plain, complaint] = [await day.begin(), await day.begin()];
      await plain.turn(0, { attempts: [exampleAttempt()] });
      const large = exampleAttempt({ model: 'large-model' });
      await complaint.turn(1, { taskClass: 'multi-step', attempts: [exampleAttempt(), large] });
      const cache = { exact: 'hit', semantic: 'skipped', fragment: 'skipped' } as const;
      await complaint.turn(5, { servedBy: 'exact', cache });
      const listed = async (chosen: Partial<Parameters<typeof metrics.conversationsBehind>[0]>) => {
        const query = { ...day.range, side: 'numerator', limit: 50, ...chosen } as const;
        const page = await metrics.conversationsBehind(query);
        return page.conversations.map((line) => line.conversation.id);
      };
      expect(await listed({ taskClass: 'multi-step' })).toEqual([complaint.id]);
      expect(await listed({ model: 'large-model' })).toEqual([complaint.id]);
      expect(await listed({ model: 'small-model' })).toEqual([complaint.id, plain.id]);
      expect(await listed({ behind: 'engaged', taskClass: 'multi-step' })).toEqual([complaint.id]);
      expect(await listed({ behind: 'engaged', model: 'absent' })).toEqual([]);
      expect(await listed({ behind: 'exact-hit', taskClass: 'faq' })).toEqual([complaint.id]);
      // The hit was on another question of the same conversation.
      expect(await listed({ behind: 'exact-hit', taskClass: 'multi-step' })).toEqual([]);
    });

    it('derives satisfaction from the thumbs', async () => {
      const day = newDay();
      const talks = [await day.begin(), await day.begin(), await day.begin()];
      for (const [index, talk] of talks.entries()) {
        const message = await talk.turn(index);
        if (index < 2) await talk.thumb(message, index === 0 ? 'up' : 'down');
      }
      const { satisfied } = (await metrics.figures(day.range)).rates;
      expect(satisfied).toMatchObject({ numerator: 1, denominator: 2, share: 0.5 });
      expect(satisfied.low).toBeCloseTo(0.0945, 3);
      expect(satisfied.high).toBeCloseTo(0.9055, 3);
      expect(await behind(day, 'satisfied')).toEqual([talks[0]?.id]);
      expect(await behind(day, 'satisfied', 'remainder')).toEqual([talks[1]?.id]);
      expect(await behind(day, 'satisfied', 'denominator')).toEqual([talks[1]?.id, talks[0]?.id]);
    });

    it('derives cost and tokens, in all, by model and by kind of task', async () => {
      const day = newDay();
      const small = exampleAttempt({ ttftMs: 100 });
      const large = exampleAttempt({
        model: 'large-model',
        tier: 'large',
        reason: 'escalate',
        costUsd: 0.02,
        outputTokens: 100,
        ttftMs: 700,
      });
      const failed = exampleAttempt({
        outcome: 'failed',
        inputTokens: 0,
        cachedInputTokens: 0,
        outputTokens: 0,
        costUsd: 0,
        ttftMs: null,
      });
      const [first, second] = [await day.begin(), await day.begin()];
      await first.turn(0, { attempts: [small], costUsd: 0.001, referenceCostUsd: 0.02 });
      await second.turn(5, {
        taskClass: 'multi-step',
        attempts: [failed, large],
        costUsd: 0.02,
        referenceCostUsd: 0.02,
      });
      await second.requestPerson(9);
      const figures = await metrics.figures(day.range);
      expect(figures.costUsd).toBeCloseTo(0.021, 9);
      expect(figures.referenceCostUsd).toBeCloseTo(0.04, 9);
      expect(figures.costPerAnswerUsd).toBeCloseTo(0.0105, 9);
      expect(figures.costPerConversationUsd).toBeCloseTo(0.0105, 9);
      expect(figures.costPerResolvedUsd).toBeCloseTo(0.021, 9);
      expect(figures.visitors).toBe(2);
      expect(figures.costPerVisitorMonthUsd).toBeCloseTo(0.0105, 9);
      expect(figures).toMatchObject({
        inputTokens: 2_000,
        cachedInputTokens: 800,
        outputTokens: 150,
        requestTokens: { count: 2, mean: 1_075, p95: expect.closeTo(1_097.5, 6) },
        promptTokens: { system: 20, context: 200, summary: 10, history: 40, question: 12 },
      });
      expect(figures.models).toMatchObject([
        { model: 'large-model', calls: 1, failed: 0, costUsd: 0.02, ttftMs: { p50: 700 } },
        {
          model: 'small-model',
          provider: 'provider',
          calls: 2,
          failed: 1,
          inputTokens: 1_000,
          ttftMs: { count: 1, p50: 100 },
        },
      ]);
      expect(figures.taskClasses).toMatchObject([
        { taskClass: 'faq', answers: 1, costUsd: 0.001, referenceCostUsd: 0.02 },
        { taskClass: 'multi-step', answers: 1, costUsd: 0.02 },
      ]);
    });

    it('tells what was spent off the path, by what for, on top of what answers cost', async () => {
      const day = newDay();
      await (await day.begin()).turn(0, { attempts: [exampleAttempt()], costUsd: 0.001 });
      const { spending } = adapter;
      const call = exampleAttempt({ costUsd: 0.002 });
      await spending.addOffPath('comparison', [call, { ...call, outcome: 'rejected' }], day.at(70));
      await spending.addOffPath('warm-up', [call], day.at(80));
      await spending.addOffPath('warm-up', [call], day.at(24 * 60));
      const figures = await metrics.figures(day.range);
      expect(figures.costUsd).toBeCloseTo(0.001, 9);
      expect(figures.offPath).toEqual([
        {
          purpose: 'comparison',
          calls: 2,
          inputTokens: 2_000,
          cachedInputTokens: 800,
          outputTokens: 100,
          costUsd: expect.closeTo(0.004, 9),
        },
        expect.objectContaining({ purpose: 'warm-up', calls: 1 }),
      ]);
      const { points } = await metrics.series({ from: day.at(0), to: day.at(120) }, 'hour');
      expect(points.map((point) => point.offPathCostUsd)).toEqual([0, expect.closeTo(0.006, 9)]);
    });

    it('derives percentiles and the share within the latency budgets', async () => {
      const day = newDay();
      const talk = await day.begin();
      for (let n = 0; n <= 10; n++) {
        await talk.turn(n * 2, { ttftMs: n * 200, totalMs: n * 1_000 });
      }
      // Waiting for a notice is not waiting for an answer.
      await talk.turn(40, { servedBy: 'system', ttftMs: 90_000, totalMs: 90_000 });
      const { ttftMs, totalMs, latencyBudget } = await metrics.figures(day.range);
      expect(latencyBudget).toEqual(budget);
      expect(ttftMs).toEqual({ count: 11, p50: 1_000, p95: 1_900, p99: expect.closeTo(1_980, 6) });
      expect(totalMs).toMatchObject({ count: 11, p50: 5_000 });
      expect(await rate(day, 'first-token-in-budget')).toEqual([6, 11]);
      expect(await rate(day, 'total-in-budget')).toEqual([6, 11]);
      expect(await behind(day, 'total-in-budget', 'remainder')).toEqual([talk.id]);
      const { points } = await metrics.series(day.range, 'day');
      expect(points[0]).toMatchObject({ inBudget: 6, overBudget: 5 });
    });

    it('counts as in budget what came in time both to its first words and to its end', async () => {
      const day = newDay();
      const talk = await day.begin();
      await talk.turn(0, { ttftMs: 900, totalMs: 4_000 });
      await talk.turn(5, { ttftMs: 900, totalMs: 6_000 });
      await talk.turn(10, { ttftMs: 1_100, totalMs: 4_000 });
      expect(await rate(day, 'in-budget')).toEqual([1, 3]);
      expect(await behind(day, 'in-budget')).toEqual([talk.id]);
    });

    it('holds no first words to a budget that has none', async () => {
      const patient = await makeAdapter({
        useCase: 'batch-processing',
        ttftMs: null,
        totalMs: 30_000,
      });
      const day = new Day(patient.store, 0);
      await (await day.begin()).turn(0, { ttftMs: 29_000, totalMs: 29_500 });
      const { rates } = await patient.metrics.figures(day.range);
      expect([rates['first-token-in-budget'].share, rates['in-budget'].share]).toEqual([1, 1]);
      const query = { ...day.range, behind: 'in-budget', side: 'numerator', limit: 50 } as const;
      expect((await patient.metrics.conversationsBehind(query)).conversations).toHaveLength(1);
      await patient.close();
    });

    it('derives what went wrong', async () => {
      const day = newDay();
      const talk = await day.begin();
      await talk.turn(0);
      await talk.turn(5, { status: 'failed', servedBy: 'system', cites: [] });
      await talk.turn(10, {
        retrieval: { source: 'lexical', degraded: true, indexVersion: 1 },
        verification: { verdict: 'revised', criticalValues: 2, unsupported: ['7 euros'] },
      });
      await talk.turn(15, {
        status: 'abstained',
        verification: { verdict: 'abstained', criticalValues: 0, unsupported: [] },
      });
      expect(await rate(day, 'failed')).toEqual([1, 4]);
      expect(await rate(day, 'degraded')).toEqual([1, 3]);
      expect(await rate(day, 'value-held-back')).toEqual([1, 3]);
      expect(await rate(day, 'abstained')).toEqual([1, 3]);
    });

    it('gives a point for every bucket, also for empty ones', async () => {
      const day = newDay();
      const [early, late] = [await day.begin(), await day.begin()];
      const attempts = [exampleAttempt()];
      await early.thumb(await early.turn(30, { attempts, costUsd: 0.5, ttftMs: 100 }), 'up');
      await late.turn(150, { attempts, costUsd: 0.25, referenceCostUsd: 1, ttftMs: 300 });
      await late.requestPerson(155);
      const range = { from: day.at(0), to: day.at(240) };
      const { points } = await metrics.series(range, 'hour');
      expect(points.map((point) => point.at)).toEqual([0, 60, 120, 180].map((at) => day.at(at)));
      expect(points[0]).toMatchObject({
        conversations: 1,
        eligible: 1,
        contained: 1,
        answers: 1,
        costUsd: 0.5,
        inputTokens: 1_000,
        outputTokens: 50,
        requestTokensMean: 1_050,
        requestTokensP95: 1_050,
        ttftP50Ms: 100,
        thumbsUp: 1,
      });
      expect(points[1]).toMatchObject({
        conversations: 0,
        answers: 0,
        requestTokensMean: null,
        ttftP50Ms: null,
      });
      expect(points[2]).toMatchObject({ eligible: 1, contained: 0, referenceCostUsd: 1 });
      const daily = await metrics.series(day.range, 'day');
      expect(daily.points).toHaveLength(1);
      expect(daily.points[0]).toMatchObject({ conversations: 2, answers: 2, costUsd: 0.75 });
    });

    it('gives what the admin pages expect', async () => {
      const day = newDay();
      const talk = await day.begin();
      await talk.turn(0, { attempts: [exampleAttempt()], costUsd: 0.001, ttftMs: 12.5 });
      await talk.close(5, 'customer', 'solved');
      const figures = await metrics.figures(day.range);
      const series = await metrics.series(day.range, 'hour');
      const page = await metrics.conversationsBehind({ ...day.range, side: 'numerator', limit: 1 });
      expect(figures).toMatchObject(figuresSchema.parse(figures));
      expect(seriesSchema.parse(series)).toEqual(series);
      expect(conversationPageSchema.parse(page)).toEqual(page);
    });

    it('lists the conversations behind a number page by page, newest first', async () => {
      const day = newDay();
      const talks: string[] = [];
      for (let n = 0; n < 5; n++) {
        const talk = await day.begin();
        // Two begin at the same time, which must neither hide nor repeat one.
        await talk.thumb(await talk.turn(Math.min(n, 3), { costUsd: 0.25 }), 'up');
        talks.push(talk.id);
      }
      const query = { ...day.range, side: 'numerator', limit: 2 } as const;
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await metrics.conversationsBehind({ ...query, behind: 'eligible', cursor });
        expect(page.conversations.length).toBeLessThanOrEqual(2);
        seen.push(...page.conversations.map((line) => line.conversation.id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && seen.length < 20);
      expect([...seen].sort()).toEqual([...talks].sort());
      expect(seen.slice(2)).toEqual([talks[2], talks[1], talks[0]]);
      const all = await metrics.conversationsBehind({ ...query, limit: 50 });
      expect(all.next).toBeNull();
      expect(all.conversations).toHaveLength(5);
      expect(all.conversations[4]).toMatchObject({
        conversation: { id: talks[0], lastPosition: 2 },
        firstText: 'How much is a tube?',
        messages: 2,
        costUsd: 0.25,
        thumbsUp: 1,
        thumbsDown: 0,
      });
    });
  });
}
