import { z } from 'zod';

/** What finally produced the answer's text. `agent` marks messages written by a person, `system` fixed notices. */
export const servedBySchema = z.enum([
  'exact',
  'semantic',
  'small',
  'large',
  'extractive',
  'agent',
  'system',
]);
export type ServedBy = z.infer<typeof servedBySchema>;

export const taskClassSchema = z.enum([
  'small-talk',
  'faq',
  'document-question',
  'summarise-translate',
  'multi-step',
  'out-of-scope',
  'wants-person',
]);
export type TaskClass = z.infer<typeof taskClassSchema>;

/** Tokens of the prompt by part, as counted by the tokenizer named in the receipt. */
export const promptTokensSchema = z.object({
  system: z.number().int().nonnegative(),
  context: z.number().int().nonnegative(),
  summary: z.number().int().nonnegative(),
  history: z.number().int().nonnegative(),
  question: z.number().int().nonnegative(),
});
export type PromptTokens = z.infer<typeof promptTokensSchema>;

/** One call (or one fragment-cache-free attempt) to a language model, also the ones that lost a hedge or failed. */
export const modelAttemptSchema = z.object({
  model: z.string(),
  provider: z.string(),
  tier: z.enum(['small', 'large', 'extractive']),
  /** What it was to write, where that was no answer: a follow-up so that it stands alone. */
  purpose: z.literal('contextualise').optional(),
  reason: z.enum(['routed', 'retry', 'next-provider', 'hedge', 'continue', 'escalate', 'fallback']),
  outcome: z.enum(['used', 'failed', 'hedge-lost', 'rejected', 'stopped', 'partly-used']),
  errorCode: z.string().optional(),
  inputTokens: z.number().int().nonnegative(),
  cachedInputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** True where the provider reported no usage and the counts are the tokenizer's. */
  usageEstimated: z.boolean(),
  costUsd: z.number().nonnegative(),
  ttftMs: z.number().nonnegative().nullable(),
  totalMs: z.number().nonnegative(),
});
export type ModelAttempt = z.infer<typeof modelAttemptSchema>;

/** A passage the answer rests on, with the document version it was read from. */
export const citationSchema = z.object({
  /** The number shown in the text as [n]. */
  number: z.number().int().positive(),
  documentId: z.string(),
  documentVersion: z.number().int().positive(),
  passageId: z.string(),
  title: z.string(),
  heading: z.string(),
  text: z.string(),
  url: z.string().optional(),
});
export type Citation = z.infer<typeof citationSchema>;

export const verificationSchema = z.object({
  verdict: z.enum(['supported', 'revised', 'quoted', 'abstained', 'not-applicable']),
  criticalValues: z.number().int().nonnegative(),
  /** Values that were held back because no cited passage holds them. */
  unsupported: z.array(z.string()),
});
export type Verification = z.infer<typeof verificationSchema>;

/** What is wrong with a model's version of a follow-up. */
export const rewriteRefusalSchema = z.enum([
  'wrong-length',
  'asks-nothing',
  'asks-twice',
  'still-leans',
  'drops-words',
  'adds-nothing',
  'invents',
  'turns-meaning',
]);
export type RewriteRefusal = z.infer<typeof rewriteRefusalSchema>;

/** Who made a follow-up stand alone, and why the small model did not where the rules did. */
export const followUpSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('model') }),
  z.object({
    by: z.literal('rules'),
    because: z.enum(['sure', 'no-model', 'no-money', 'no-answer', ...rewriteRefusalSchema.options]),
  }),
]);
export type FollowUp = z.infer<typeof followUpSchema>;

/** The proof of one answer: where it came from, what it cost, how fast it was, what it rests on. */
export const receiptSchema = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  createdAt: z.iso.datetime(),
  servedBy: servedBySchema,
  taskClass: taskClassSchema,
  standaloneQuestion: z.string(),
  /** Where the question leaned on the talk before it. */
  followUp: followUpSchema.optional(),
  attempts: z.array(modelAttemptSchema),
  promptTokens: promptTokensSchema,
  tokenizer: z.string(),
  costUsd: z.number().nonnegative(),
  /** What this turn would have cost with the reference model and no caches. */
  referenceCostUsd: z.number().nonnegative(),
  /** From the customer's message being stored to the first text sent. */
  ttftMs: z.number().nonnegative(),
  totalMs: z.number().nonnegative(),
  stagesMs: z.record(z.string(), z.number().nonnegative()),
  retrieval: z.object({
    source: z.enum(['hybrid', 'lexical', 'fragment-cache', 'answer-cache', 'none']),
    degraded: z.boolean(),
    indexVersion: z.number().int().nonnegative(),
  }),
  cache: z.object({
    exact: z.enum(['hit', 'miss', 'skipped']),
    semantic: z.enum(['hit', 'miss', 'skipped']),
    fragment: z.enum(['hit', 'miss', 'skipped']),
    /** Why a turn was kept out of the shared caches, when it was. */
    notShared: z.string().optional(),
    similarity: z.number().optional(),
    /** Message whose answer was reused. */
    answeredBy: z.string().optional(),
    /** What writing the reused answer cost and took: what the hit saved. */
    originalCostUsd: z.number().nonnegative().optional(),
    originalMs: z.number().nonnegative().optional(),
  }),
  citations: z.array(citationSchema),
  promptVersion: z.string(),
  verification: verificationSchema,
  /** Why a person was asked to come after it, where the assistant itself did. */
  handOff: z.string().optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;
