import { z } from 'zod';

const amount = z.coerce.number().nonnegative();
const share = z.coerce.number().min(0).max(1);

/** What the bill follows from. Shares are from 0 to 1, tokens those of one call. */
export const estimateAssumptionsSchema = z.object({
  users: amount,
  /** Conversations a user and month. */
  sessions: amount,
  /** Questions a conversation. */
  turns: amount,
  system: amount,
  context: amount,
  history: amount,
  question: amount,
  output: amount,
  /** Turns answered from the exact or the semantic cache. */
  answerCache: share,
  /** Of the turns that reach a model: those that begin with the small one. */
  small: share,
  /** Of these: those redone by the large one. */
  escalated: share,
  /** Of the input: tokens in the provider's prompt cache. */
  promptCache: share,
  /** Conversations that end resolved. */
  resolved: share,
});
export type EstimateAssumptions = z.infer<typeof estimateAssumptionsSchema>;
export type EstimateAssumption = keyof EstimateAssumptions;

/** What is not given is taken from the live figures, or assumed where there are none or where `basis` wants none. */
export const estimateQuerySchema = estimateAssumptionsSchema.partial().extend({
  basis: z.enum(['live', 'assumed']).optional(),
  /** Ids of models in the ladder. */
  smallModel: z.string().max(64).optional(),
  largeModel: z.string().max(64).optional(),
});
export type EstimateQuery = z.infer<typeof estimateQuerySchema>;

const usd = z.number().nonnegative();
const billSchema = z.object({
  perCall: usd,
  perTurn: usd,
  perConversation: usd,
  /** Null where none is resolved. */
  perResolvedConversation: usd.nullable(),
  perUserAndMonth: usd,
  perMonth: usd,
});

/** Of the last 30 days. `costPerVisitorMonthUsd` is what was measured, to be held against the estimate. */
export const estimateViewSchema = z.object({
  assumptions: estimateAssumptionsSchema,
  sources: z.record(estimateAssumptionsSchema.keyof(), z.enum(['given', 'live', 'assumed'])),
  smallModel: z.string(),
  largeModel: z.string(),
  estimate: billSchema,
  /** The same traffic with the large model for everything and no caches. */
  reference: billSchema,
  /** The monthly bill with each saving switched on in turn; `saved` is the share of the reference saved so far. */
  steps: z.array(z.object({ name: z.string(), perMonth: usd, saved: z.number() })),
  measured: z.object({
    visitors: z.number().int().nonnegative(),
    costPerVisitorMonthUsd: usd.nullable(),
  }),
});
export type EstimateView = z.infer<typeof estimateViewSchema>;
