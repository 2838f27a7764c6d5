import type { Pool, QueryResultRow } from 'pg';
import type { CacheUse } from '../../../../shared/admin-caches.ts';
import {
  answerRateNames,
  type Bucket,
  type ConversationPage,
  conversationRateNames,
  type Figures,
  type LatencyBudget,
  type ModelUse,
  type OffPathPurpose,
  type OffPathUse,
  type Range,
  type Series,
  type TaskClassFigures,
} from '../../../../shared/admin-figures.ts';
import type { ServedBy, TaskClass } from '../../../../shared/receipt.ts';
import { bucketStarts } from '../../../metrics/buckets.ts';
import type { BehindQuery, MetricsStore, TierSavings } from '../../../ports/metrics-store.ts';
import { run } from '../statement.ts';
import { behindStatement, decodeCursor, encodeCursor, type LineRow, toLine } from './behind.ts';
import { cacheSavings } from './cache-savings.ts';
import { type CacheUseRow, cacheUseRows, toCacheUse } from './cache-use.ts';
import { withEpisodes } from './episodes.ts';
import {
  amountOf,
  type Counts,
  numberOf,
  percentilesOf,
  perEach,
  ratesOf,
} from './metrics-rows.ts';
import { offPathFigures, offPathPoints } from './off-path.ts';
import { countColumns } from './rate-conditions.ts';
import { emptyPoint, episodePoints, turnPoints } from './series.ts';
import {
  modelFigures,
  servedByCounts,
  taskClassFigures,
  turnTotals,
  visitorFigures,
} from './turns.ts';

/** Figures out of the tables of conversations and receipts. */
export class PostgresMetricsStore implements MetricsStore {
  private readonly pool: Pool;
  private readonly budget: LatencyBudget;

  constructor(pool: Pool, budget: LatencyBudget) {
    this.pool = pool;
    this.budget = budget;
  }

  async figures(range: Range): Promise<Figures> {
    const episodes = await this.one('episode-totals', episodeTotals, range);
    const turns = await this.one('turn-totals', turnTotals.text(countColumns('turns')), range, [
      this.budget.ttftMs,
      this.budget.totalMs,
    ]);
    const [messages, visitors] = [
      await this.one('customer-messages', customerMessages, range),
      await this.one('visitor-figures', visitorFigures, range),
    ];
    const models = await this.models(range);
    const sum = (pick: (use: ModelUse) => number) =>
      models.reduce((total, use) => total + pick(use), 0);
    const rates = {
      ...ratesOf(conversationRateNames, episodes),
      ...ratesOf(answerRateNames, turns),
    };
    const costUsd = numberOf(turns, 'cost_usd');
    return {
      conversations: numberOf(episodes, 'conversations'),
      customerMessages: numberOf(messages, 'count'),
      answers: numberOf(turns, 'answers'),
      rates,
      servedBy: await this.servedBy(range),
      taskClasses: await this.taskClasses(range),
      visitors: numberOf(visitors, 'visitors'),
      costUsd,
      referenceCostUsd: numberOf(turns, 'reference_cost_usd'),
      costPerAnswerUsd: perEach(costUsd, numberOf(turns, 'answers')),
      costPerConversationUsd: perEach(costUsd, numberOf(episodes, 'conversations')),
      costPerResolvedUsd: perEach(costUsd, rates['assumed-resolved'].numerator),
      costPerVisitorMonthUsd: perEach(costUsd, numberOf(visitors, 'visitor_months')),
      promptTokens: {
        system: numberOf(turns, 'prompt_system'),
        context: numberOf(turns, 'prompt_context'),
        summary: numberOf(turns, 'prompt_summary'),
        history: numberOf(turns, 'prompt_history'),
        question: numberOf(turns, 'prompt_question'),
      },
      inputTokens: sum((use) => use.inputTokens),
      cachedInputTokens: sum((use) => use.cachedInputTokens),
      outputTokens: sum((use) => use.outputTokens),
      requestTokens: {
        count: numberOf(turns, 'requests'),
        mean: amountOf(turns, 'request_tokens_mean'),
        p95: amountOf(turns, 'request_tokens_p95'),
      },
      ttftMs: percentilesOf(turns, 'ttft_ms'),
      totalMs: percentilesOf(turns, 'total_ms'),
      latencyBudget: this.budget,
      models,
      offPath: await this.offPath(range),
    };
  }

  async cacheSavings(range: Range): Promise<Record<'exact' | 'semantic', TierSavings>> {
    const rows = await this.rows<{ tier: string; saved_usd: number; saved_ms: number }>(
      'cache-savings',
      cacheSavings,
      range,
    );
    const of = (tier: string): TierSavings => {
      const row = rows.find((each) => each.tier === tier);
      return { savedUsd: row?.saved_usd ?? 0, savedMs: row?.saved_ms ?? 0 };
    };
    return { exact: of('exact'), semantic: of('semantic') };
  }

  async cacheUse(range: Range, bucket: Bucket): Promise<CacheUse> {
    const { name, text } = cacheUseRows;
    const rows = await this.rows<CacheUseRow>(name, text, range, [bucket]);
    return toCacheUse(bucket, bucketStarts(range, bucket), rows);
  }

  async series(range: Range, bucket: Bucket): Promise<Series> {
    const points = new Map(
      bucketStarts(range, bucket).map((at) => [at, { ...emptyPoint, at }] as const),
    );
    const statements = [
      { ...turnPoints, more: [bucket, this.budget.totalMs] },
      { ...episodePoints, more: [bucket] },
      { ...offPathPoints, more: [bucket] },
    ];
    for (const { name, text, more } of statements) {
      const rows = await this.rows<{ bucket: Date } & Record<string, number>>(
        name,
        text,
        range,
        more,
      );
      for (const { bucket: start, ...values } of rows) {
        const at = start.toISOString();
        points.set(at, { ...emptyPoint, ...points.get(at), at, ...values });
      }
    }
    return { bucket, points: [...points.values()] };
  }

  async conversationsBehind(query: BehindQuery): Promise<ConversationPage> {
    const { name, text, usesBudget } = behindStatement(query.behind, query.side);
    const budget = usesBudget ? [this.budget.ttftMs, this.budget.totalMs] : [0, 0];
    const cursor = decodeCursor(query.cursor);
    const rows = await this.rows<LineRow>(name, text, query, [
      ...budget,
      cursor?.at ?? null,
      cursor?.conversationId ?? null,
      query.limit + 1,
      query.taskClass ?? null,
      query.model ?? null,
    ]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      conversations: page.map(toLine),
      next: rows.length > query.limit && last ? encodeCursor(last) : null,
    };
  }

  private async models(range: Range): Promise<ModelUse[]> {
    const rows = await this.rows<Counts & { model: string & number; provider: string & number }>(
      'model-figures',
      modelFigures,
      range,
    );
    return rows.map((row) => ({
      model: row.model,
      provider: row.provider,
      calls: numberOf(row, 'calls'),
      failed: numberOf(row, 'failed'),
      inputTokens: numberOf(row, 'input_tokens'),
      cachedInputTokens: numberOf(row, 'cached_input_tokens'),
      outputTokens: numberOf(row, 'output_tokens'),
      costUsd: numberOf(row, 'cost_usd'),
      ttftMs: percentilesOf(row, 'ttft_ms'),
    }));
  }

  private async servedBy(range: Range): Promise<Figures['servedBy']> {
    const rows = await this.rows<{ served_by: ServedBy; count: number }>(
      'served-by',
      servedByCounts,
      range,
    );
    return Object.fromEntries(rows.map((row) => [row.served_by, row.count]));
  }

  private async taskClasses(range: Range): Promise<TaskClassFigures[]> {
    const rows = await this.rows<Counts & { task_class: TaskClass & number }>(
      'task-class-figures',
      taskClassFigures,
      range,
    );
    return rows.map((row) => ({
      taskClass: row.task_class,
      answers: numberOf(row, 'answers'),
      abstained: numberOf(row, 'abstained'),
      costUsd: numberOf(row, 'cost_usd'),
      referenceCostUsd: numberOf(row, 'reference_cost_usd'),
      ttftMs: percentilesOf(row, 'ttft_ms'),
    }));
  }

  private async offPath(range: Range): Promise<OffPathUse[]> {
    const { name, text } = offPathFigures;
    const rows = await this.rows<Counts & { purpose: OffPathPurpose & number }>(name, text, range);
    return rows.map((row) => ({
      purpose: row.purpose,
      calls: numberOf(row, 'calls'),
      inputTokens: numberOf(row, 'input_tokens'),
      cachedInputTokens: numberOf(row, 'cached_input_tokens'),
      outputTokens: numberOf(row, 'output_tokens'),
      costUsd: numberOf(row, 'cost_usd'),
    }));
  }

  private async one(
    name: string,
    text: string,
    range: Range,
    more: unknown[] = [],
  ): Promise<Counts | undefined> {
    return (await this.rows<Counts>(name, text, range, more))[0];
  }

  private rows<Row extends QueryResultRow>(
    name: string,
    text: string,
    range: { from: string; to: string },
    more: unknown[] = [],
  ): Promise<Row[]> {
    return run<Row>(this.pool, { name, text }, [range.from, range.to, ...more]);
  }
}

const episodeTotals = `
  ${withEpisodes}
  select count(*)::float8 as conversations, ${countColumns('episodes')} from episodes`;

const customerMessages = `
  select count(*)::float8 as count from messages
  where role = 'customer' and created_at >= $1::timestamptz and created_at < $2::timestamptz`;
