import { z } from 'zod';
import { type Receipt, servedBySchema, taskClassSchema } from '../../../shared/receipt.ts';

/** One line of a log of turns; `docs/replay.md` describes the fields. */
export const loggedTurnSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Standing on its own and screened of personal data. */
  question: z.string(),
  locale: z.string().default('en'),
  site: z.string().default('default'),
  taskClass: taskClassSchema,
  servedBy: servedBySchema,
  /** Whether the answer may be given to others. */
  shareable: z.boolean(),
  /** The turn whose answer was repeated. */
  answeredBy: z.string().optional(),
  /** Of the whole prompt and of the answer; 0 where no model was asked. */
  inputTokens: z.number().nonnegative(),
  outputTokens: z.number().nonnegative(),
  attempts: z
    .array(
      z.object({
        model: z.string(),
        tier: z.enum(['small', 'large', 'extractive']),
        outcome: z.enum(['used', 'failed', 'hedge-lost', 'rejected', 'stopped', 'partly-used']),
        ttftMs: z.number().nonnegative().nullable(),
      }),
    )
    .default([]),
  costUsd: z.number().nonnegative(),
  ttftMs: z.number().nonnegative(),
  /** Documents that the answer cites. */
  documents: z.array(z.string()).default([]),
  verdict: z.enum(['up', 'down']).optional(),
});
export type LoggedTurn = z.output<typeof loggedTurnSchema>;

export interface RecordedTurn {
  receipt: Receipt;
  locale: string;
  site: string;
  verdict?: 'up' | 'down' | undefined;
}

/** What a log keeps of a receipt. */
export function toLoggedTurn({ receipt, locale, site, verdict }: RecordedTurn): LoggedTurn {
  const { promptTokens, cache } = receipt;
  const attempts = receipt.attempts.filter(({ purpose }) => purpose === undefined);
  const written = attempts.findLast(({ outcome }) => outcome === 'used');
  return {
    id: receipt.messageId,
    at: receipt.createdAt,
    question: receipt.standaloneQuestion,
    locale,
    site,
    taskClass: receipt.taskClass,
    servedBy: receipt.servedBy,
    shareable: cache.notShared === undefined,
    ...(cache.answeredBy === undefined ? {} : { answeredBy: cache.answeredBy }),
    inputTokens: Object.values(promptTokens).reduce((sum, tokens) => sum + tokens, 0),
    outputTokens: written?.outputTokens ?? 0,
    attempts: attempts.map(({ model, tier, outcome, ttftMs }) => ({
      model,
      tier,
      outcome,
      ttftMs,
    })),
    costUsd: receipt.costUsd,
    ttftMs: receipt.ttftMs,
    documents: [...new Set(receipt.citations.map(({ documentId }) => documentId))],
    ...(verdict === undefined ? {} : { verdict }),
  };
}
