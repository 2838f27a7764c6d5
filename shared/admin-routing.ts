import { z } from 'zod';
import { taskClassSchema } from './receipt.ts';

const count = z.number().int().nonnegative();
const usd = z.number().nonnegative();
const milliseconds = z.number().nonnegative();

/** Whether a model can be asked. What is in use and what fails is counted by the process that answers. */
export const modelStateSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    /** Of the provider: `open` lets nothing through for 5 s, then `half-open` tries with one call. */
    breaker: z.enum(['closed', 'open', 'half-open']),
    /** Of the provider in the last minute, as the breaker counts them. */
    calls: count,
    failed: count,
    /** Calls of the model that run, and that wait for a free slot. */
    running: count,
    waiting: count,
    /** How long the provider asked to be left alone; 0 when it did not. */
    blockedForMs: milliseconds,
  }),
  z.object({ kind: z.literal('disabled') }),
  /** `variable` is the environment variable that must hold the key. */
  z.object({ kind: z.literal('no-key'), variable: z.string() }),
]);
export type ModelState = z.infer<typeof modelStateSchema>;

export const ladderModelSchema = z.object({
  id: z.string(),
  provider: z.string(),
  tier: z.enum(['small', 'large', 'extractive']),
  /** Per million tokens. */
  inputUsd: usd,
  cachedInputUsd: usd,
  outputUsd: usd,
  /** Null without such a limit. */
  limits: z.object({
    requestsPerMinute: count.nullable(),
    tokensPerMinute: count.nullable(),
    concurrency: count,
  }),
  state: modelStateSchema,
});
export type LadderModel = z.infer<typeof ladderModelSchema>;

export const routingSchema = z.object({
  models: z.array(ladderModelSchema),
  classes: z.array(
    z.object({
      taskClass: taskClassSchema,
      /** The model an admin fixed for the class; null lets the router choose. */
      override: z.string().nullable(),
      posteriors: z.array(
        z.object({
          model: z.string(),
          turns: count,
          /** Mean of the posterior of success and its 95% credible interval. */
          success: z.number(),
          low: z.number(),
          high: z.number(),
          /** Means over the turns; null without any. */
          costPerTurnUsd: usd.nullable(),
          ttftMs: milliseconds.nullable(),
        }),
      ),
    }),
  ),
});
export type Routing = z.infer<typeof routingSchema>;

/** A model's id of `routing.models`, or null to let the router choose. */
export const routingOverrideSchema = z.object({ model: z.string().max(200).nullable() });
