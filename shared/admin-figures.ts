import { z } from 'zod';
import { conversationSchema, messageSchema } from './conversation.ts';
import { promptTokensSchema, receiptSchema, servedBySchema, taskClassSchema } from './receipt.ts';

const count = z.number().int().nonnegative();
const usd = z.number().nonnegative();
const milliseconds = z.number().nonnegative();

/** From inclusive, to exclusive. */
export const rangeSchema = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime() })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'from must be before to')
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= 366 * 24 * 3_600_000,
    'at most 366 days',
  );
export type Range = z.infer<typeof rangeSchema>;

/** A share with what it was counted from and its 95% Wilson interval; all three null when the denominator is 0. */
export const rateSchema = z.object({
  numerator: count,
  denominator: count,
  share: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
});
export type Rate = z.infer<typeof rateSchema>;

/** Rates over conversations: the ladder, each over eligible ones. `contained` is the deflection rate. */
export const conversationRateNames = [
  /** Asked a real question, over all conversations. */
  'eligible',
  /** Got a grounded answer. */
  'engaged',
  'contained',
  'assumed-resolved',
  'verified',
  'confirmed',
  /** Over the eligible ones of which 7 days have passed. */
  'durable',
  /** Over all conversations. */
  'abandoned',
  'handed-off',
] as const;

/** Rates over answers. */
export const answerRateNames = [
  /** Thumbs up over all thumbs. */
  'satisfied',
  'abstained',
  /** Answered without the vector index. */
  'degraded',
  /** Had an unsupported critical value held back. */
  'value-held-back',
  'exact-hit',
  'semantic-hit',
  'fragment-hit',
  /** Given in the end by a small model, by a large one, as quotes of the documents. */
  'small-served',
  'large-served',
  'extractive-served',
  /** No answer could be given. */
  'failed',
  /** Within the latency budget: the first words, the whole answer, and both. */
  'first-token-in-budget',
  'total-in-budget',
  'in-budget',
] as const;

export const rateNameSchema = z.enum([...conversationRateNames, ...answerRateNames]);
export type RateName = z.infer<typeof rateNameSchema>;

/** Percentiles over `count` answers; null when there are none. */
export const percentilesSchema = z.object({
  count,
  p50: milliseconds.nullable(),
  p95: milliseconds.nullable(),
  p99: milliseconds.nullable(),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** Tokens a request, to models and from them, over all its calls; of the answers for which a language model was asked. */
export const requestTokensSchema = z.object({
  count,
  mean: z.number().nonnegative().nullable(),
  p95: z.number().nonnegative().nullable(),
});
export type RequestTokens = z.infer<typeof requestTokensSchema>;

/** What answers are for, which says how long they may take. */
export const useCaseSchema = z.enum([
  'interactive-chatbot',
  'autocomplete',
  'batch-processing',
  'inline-classification',
  'email-generation',
]);
export type UseCase = z.infer<typeof useCaseSchema>;

export const latencyBudgetSchema = z.object({
  useCase: useCaseSchema,
  /** Null: no limit. */
  ttftMs: milliseconds.nullable(),
  totalMs: milliseconds,
});
export type LatencyBudget = z.infer<typeof latencyBudgetSchema>;

export const modelUseSchema = z.object({
  model: z.string(),
  provider: z.string(),
  calls: count,
  failed: count,
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  costUsd: usd,
  ttftMs: percentilesSchema,
});
export type ModelUse = z.infer<typeof modelUseSchema>;

/**
 * What is paid for beside answers: a model asked though no customer waits, to compare a cached answer with a fresh one or to have
 * answers ready, and the vectors of questions and documents.
 */
export const offPathPurposeSchema = z.enum(['comparison', 'warm-up', 'embedding']);
export type OffPathPurpose = z.infer<typeof offPathPurposeSchema>;

export const offPathUseSchema = z.object({
  purpose: offPathPurposeSchema,
  calls: count,
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  costUsd: usd,
});
export type OffPathUse = z.infer<typeof offPathUseSchema>;

export const taskClassFiguresSchema = z.object({
  taskClass: taskClassSchema,
  answers: count,
  abstained: count,
  costUsd: usd,
  referenceCostUsd: usd,
  ttftMs: percentilesSchema,
});
export type TaskClassFigures = z.infer<typeof taskClassFiguresSchema>;

export const figuresSchema = z.object({
  conversations: count,
  customerMessages: count,
  answers: count,
  rates: z.record(rateNameSchema, rateSchema),
  /** Of the answers, by what served them; a tier without any may be absent. */
  servedBy: z.partialRecord(servedBySchema, count),
  /** Of the answers; `offPath` comes on top. */
  costUsd: usd,
  /** The same turns with the reference model and no caches. */
  referenceCostUsd: usd,
  /** Null when nothing was counted. */
  costPerAnswerUsd: usd.nullable(),
  costPerConversationUsd: usd.nullable(),
  /** Over assumed-resolved conversations. */
  costPerResolvedUsd: usd.nullable(),
  /** Visitors who got an answer, and the cost of each in a calendar month (UTC) in which they did; null without any. */
  visitors: count,
  costPerVisitorMonthUsd: usd.nullable(),
  taskClasses: z.array(taskClassFiguresSchema),
  promptTokens: promptTokensSchema,
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  requestTokens: requestTokensSchema,
  ttftMs: percentilesSchema,
  totalMs: percentilesSchema,
  /** What the rates `first-token-in-budget`, `total-in-budget` and `in-budget` are held against. */
  latencyBudget: latencyBudgetSchema,
  models: z.array(modelUseSchema),
  /** Calls for nobody's answer, by purpose; one without any is absent. */
  offPath: z.array(offPathUseSchema),
});
export type Figures = z.infer<typeof figuresSchema>;

export const bucketSchema = z.enum(['hour', 'day']);
export type Bucket = z.infer<typeof bucketSchema>;

export const seriesPointSchema = z.object({
  /** Start of the bucket, in UTC. */
  at: z.iso.datetime(),
  conversations: count,
  answers: count,
  costUsd: usd,
  offPathCostUsd: usd,
  referenceCostUsd: usd,
  inputTokens: count,
  outputTokens: count,
  requestTokensMean: z.number().nonnegative().nullable(),
  requestTokensP95: z.number().nonnegative().nullable(),
  ttftP50Ms: milliseconds.nullable(),
  ttftP95Ms: milliseconds.nullable(),
  /** Whole answers within the latency budget, and those that were not. */
  inBudget: count,
  overBudget: count,
  exactHits: count,
  semanticHits: count,
  fragmentHits: count,
  thumbsUp: count,
  thumbsDown: count,
  eligible: count,
  contained: count,
});
export type SeriesPoint = z.infer<typeof seriesPointSchema>;

/** One point a bucket, also for empty ones, oldest first. */
export const seriesSchema = z.object({ bucket: bucketSchema, points: z.array(seriesPointSchema) });
export type Series = z.infer<typeof seriesSchema>;

/**
 * The conversations behind a number; without `behind`, all of the range. `taskClass` and `model` leave those with an answer of
 * that class, or for which that model was called; for a rate over answers it must be the very answer that counts.
 */
export const conversationQuerySchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  behind: rateNameSchema.optional(),
  /** Those that count for the rate, or those in the denominator that do not. */
  side: z.enum(['numerator', 'remainder']).default('numerator'),
  taskClass: taskClassSchema.optional(),
  model: z.string().min(1).max(64).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ConversationQuery = z.infer<typeof conversationQuerySchema>;

export const conversationLineSchema = z.object({
  conversation: conversationSchema,
  /** The customer's first message, at most 200 characters. */
  firstText: z.string(),
  messages: count,
  costUsd: usd,
  thumbsUp: count,
  thumbsDown: count,
});
export type ConversationLine = z.infer<typeof conversationLineSchema>;

/** Newest first. */
export const conversationPageSchema = z.object({
  conversations: z.array(conversationLineSchema),
  next: z.string().nullable(),
});
export type ConversationPage = z.infer<typeof conversationPageSchema>;

export const transitionSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['person-requested', 'queued', 'taken', 'returned', 'closed', 'reopened']),
  by: z.enum(['customer', 'agent', 'assistant', 'system']),
  reason: z.string().optional(),
});

export const conversationRecordSchema = z.object({
  conversation: conversationSchema,
  messages: z.array(messageSchema),
  /** By assistant message id. */
  receipts: z.record(z.string(), receiptSchema),
  transitions: z.array(transitionSchema),
});
export type ConversationRecord = z.infer<typeof conversationRecordSchema>;
