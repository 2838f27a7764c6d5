import { z } from 'zod';

const usdPerMillion = z.number().min(0).max(1000);
const milliseconds = z.number().int().min(1).max(600_000);

export const pricesSchema = z
  .strictObject({
    input: usdPerMillion,
    output: usdPerMillion,
    /** Input tokens that the provider found in its prompt cache. Absent: as dear as any other. */
    cachedInput: usdPerMillion.optional(),
  })
  .refine((prices) => (prices.cachedInput ?? 0) <= prices.input, {
    path: ['cachedInput'],
    message: 'cached input cannot cost more than input',
  })
  .transform((prices) => ({ ...prices, cachedInput: prices.cachedInput ?? prices.input }));
/** USD per million tokens. */
export type Prices = z.output<typeof pricesSchema>;

const limitsSchema = z.strictObject({
  requestsPerMinute: z.number().int().min(1).optional(),
  tokensPerMinute: z.number().int().min(100).optional(),
  /** Calls at the same time. */
  concurrency: z.number().int().min(1).max(10_000).default(100),
});
export type ModelLimits = z.output<typeof limitsSchema>;

const timeoutsSchema = z
  .strictObject({
    firstTokenMs: milliseconds.default(6_000),
    gapMs: milliseconds.default(4_000),
    totalMs: milliseconds.default(30_000),
  })
  .refine((timeouts) => timeouts.firstTokenMs <= timeouts.totalMs, {
    path: ['firstTokenMs'],
    message: 'the first token cannot take longer than the whole answer (totalMs)',
  });
/** How long a call may take to its first token, between two tokens, and in all. */
export type ModelTimeouts = z.output<typeof timeoutsSchema>;

const requestSchema = z.strictObject({
  streamUsage: z.boolean().default(true),
  logProbabilities: z.boolean().default(true),
  maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']).default('max_tokens'),
  temperature: z.number().min(0).max(2).optional(),
});

export const modelCardSchema = z.strictObject({
  /** Names the model in receipts, prices and overrides. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'letters, digits, dots and dashes, up to 64'),
  provider: z.string().min(1).max(64),
  baseUrl: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }),
  /** The environment variable that holds the key, never the key itself. Absent where none is needed. */
  apiKey: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable such as OPENAI_API_KEY')
    .optional(),
  model: z.string().min(1).max(200),
  tier: z.enum(['small', 'large']),
  pricesPerMillion: pricesSchema,
  contextWindow: z.number().int().min(512).max(10_000_000),
  limits: limitsSchema.prefault({}),
  timeouts: timeoutsSchema.prefault({}),
  request: requestSchema.prefault({}),
  /** The model against whose price every answer is compared. */
  referenceModel: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
/** One rung of the ladder, as `models.yaml` describes it. */
export type ModelCard = z.output<typeof modelCardSchema>;

export const modelsFileSchema = z.strictObject({
  models: z.array(modelCardSchema).superRefine((cards, context) => {
    const seen = new Set<string>();
    let reference: string | null = null;
    for (const [index, card] of cards.entries()) {
      if (seen.has(card.id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: 'another model has this id',
        });
      }
      seen.add(card.id);
      if (!card.referenceModel) continue;
      if (reference !== null) {
        const message = `${reference} is the reference model already`;
        context.addIssue({ code: 'custom', path: [index, 'referenceModel'], message });
      }
      reference ??= card.id;
    }
  }),
});
