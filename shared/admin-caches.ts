import { z } from 'zod';
import { bucketSchema, rateSchema } from './admin-figures.ts';
import { citationSchema, servedBySchema, taskClassSchema } from './receipt.ts';

const count = z.number().int().nonnegative();
const usd = z.number().nonnegative();
const milliseconds = z.number().nonnegative();

export const cacheTierSchema = z.enum(['exact', 'semantic', 'fragment']);
export type CacheTier = z.infer<typeof cacheTierSchema>;

export const cachesSchema = z.object({
  tiers: z.array(
    z.object({
      tier: cacheTierSchema,
      /** What the tier can serve. One answer is in the exact and in the semantic tier. */
      entries: count,
      /** Of the turns that looked it up. */
      hits: rateSchema,
      savedUsd: usd,
      savedMs: milliseconds,
      /** Of all hits that were ever answered afresh and compared. */
      wrongHits: rateSchema,
    }),
  ),
});
export type Caches = z.infer<typeof cachesSchema>;

const tierUseSchema = z.object({ lookups: count, hits: count });
export type TierUse = z.infer<typeof tierUseSchema>;

export const classUseSchema = z.object({
  taskClass: taskClassSchema,
  exact: tierUseSchema,
  semantic: tierUseSchema,
  fragment: tierUseSchema,
  /** Answers that were looked up in a tier of whole answers, and those that one of the two served. */
  answers: tierUseSchema,
  /** What these hits saved. */
  savedUsd: usd,
  savedMs: milliseconds,
});
export type ClassUse = z.infer<typeof classUseSchema>;

/** One point a bucket, also for empty ones, oldest first; classes without a lookup are absent. */
export const cacheUseSchema = z.object({
  bucket: bucketSchema,
  points: z.array(z.object({ at: z.iso.datetime(), classes: z.array(classUseSchema) })),
});
export type CacheUse = z.infer<typeof cacheUseSchema>;

export const cacheQuerySchema = z.object({
  tier: cacheTierSchema.optional(),
  /** Words in the question or the answer. */
  search: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CacheQuery = z.infer<typeof cacheQuerySchema>;

export const cacheEntrySchema = z.object({
  key: z.string(),
  /**
   * Where it can be found: an answer in the exact tier and, if its question has a vector, in the semantic one; the results of
   * a search in the fragment tier.
   */
  tiers: z.array(cacheTierSchema).min(1),
  question: z.string(),
  /** Null in the fragment tier, which keeps passages only. */
  answer: z.string().nullable(),
  locale: z.string(),
  site: z.string(),
  /** What it rests on. Results of a search hold for one version of the whole index, so no document has its own. */
  documents: z.array(z.object({ id: z.string(), version: z.number().int().positive().nullable() })),
  expiresAt: z.iso.datetime(),
  /** Null in the fragment tier, whose hits are not counted by entry. */
  hits: z.object({ exact: count, semantic: count }).nullable(),
});
export type CacheEntryView = z.infer<typeof cacheEntrySchema>;

/** One entry with all that is known of it. */
export const cacheEntryDetailSchema = cacheEntrySchema.extend({
  /** Ids of the passages that a search found, best first; empty for answers. */
  passages: z.array(z.string()),
  /** How the answer came about; null in the fragment tier. */
  written: z
    .object({
      taskClass: taskClassSchema,
      servedBy: servedBySchema,
      at: z.iso.datetime(),
      /** What writing it cost and took, and so what each hit saves. */
      costUsd: usd,
      totalMs: milliseconds,
      citations: z.array(citationSchema),
      /** On the answer as first given and on every repetition. */
      thumbsUp: count,
      thumbsDown: count,
    })
    .nullable(),
});
export type CacheEntryDetail = z.infer<typeof cacheEntryDetailSchema>;

export const cacheEntriesSchema = z.object({ entries: z.array(cacheEntrySchema) });

/** What decides on semantic hits, for each class of questions. */
export const calibrationSchema = z.object({
  /** Highest share of hits that may be wrong. */
  bound: z.number(),
  /** Of all classes together, before a threshold is chosen by them. */
  neededObservations: count,
  /** Of the last seven days' sampled hits, exact and semantic. */
  wrongHits: rateSchema,
  alarm: z.boolean(),
  classes: z.array(
    z.object({
      taskClass: taskClassSchema,
      /** Verifier's score from which on a hit is served; null where none is good enough. */
      threshold: z.number().nullable(),
      basis: z.enum(['observations', 'cold-start']),
      lookups: count,
      observations: count,
      /** Among the observations at or above the threshold. */
      wrong: rateSchema,
      /** Upper confidence bound of the wrong-hit rate of what is served. */
      upperWrong: z.number(),
      /** Share of the class's lookups that is served. */
      served: z.number(),
    }),
  ),
});
export type CalibrationView = z.infer<typeof calibrationSchema>;

export const warmUpRequestSchema = z.object({
  /** Markdown or plain text, one question a line. */
  questions: z.string().trim().min(1).max(50_000),
  locale: z.string().min(2).max(20).default('en'),
  site: z.string().min(1).max(100).default('default'),
});
export type WarmUpRequest = z.infer<typeof warmUpRequestSchema>;

/** The list of questions that is being answered beforehand, or was last. */
export const warmUpSchema = z.object({
  total: count,
  done: count,
  stored: count,
  /** Had a shared answer already. */
  known: count,
  refused: z.array(z.object({ question: z.string(), reason: z.string() })),
  costUsd: usd,
  isRunning: z.boolean(),
});
export type WarmUpView = z.infer<typeof warmUpSchema>;
