import { z } from 'zod';

export * from './admin-caches.ts';
export * from './admin-estimate.ts';
export * from './admin-figures.ts';
export * from './admin-routing.ts';

/*
 * What the agent and admin pages ask over HTTP. Answers are the named schema as JSON; an error is a `WireError`
 * (protocol.ts) with a fitting status. A body is JSON unless a line says otherwise.
 *
 *   POST   /api/sign-in                              signInSchema -> signedInSchema, sets the session cookie
 *   POST   /api/sign-out                             -> 204
 *   GET    /api/session                              -> signedInSchema, or `not-signed-in`
 *   POST   /api/password                             passwordChangeSchema -> 204, ends the user's other sessions
 *
 *   GET    /api/admin/figures?from&to                -> figuresSchema
 *   GET    /api/admin/series?from&to&bucket          -> seriesSchema
 *   GET    /api/admin/conversations?...              conversationQuerySchema -> conversationPageSchema
 *   GET    /api/admin/conversations/:id              -> conversationRecordSchema (agents too)
 *   GET    /api/admin/estimate?...                   estimateQuerySchema -> estimateViewSchema (admin-estimate.ts)
 *   GET    /api/admin/knowledge                      -> knowledgeOverviewSchema
 *   POST   /api/admin/knowledge/documents            multipart `file` and uploadFieldsSchema -> 202 ingestionJobSchema
 *   GET    /api/admin/knowledge/documents/:id        -> documentRecordSchema
 *   DELETE /api/admin/knowledge/documents/:id        -> 204
 *   POST   /api/admin/knowledge/ingest               re-reads the folder -> 202 ingestionJobSchema
 *   GET    /api/admin/knowledge/jobs/:id             -> ingestionJobSchema
 *   GET    /api/admin/users                          -> usersSchema
 *   POST   /api/admin/users                          userCreateSchema -> 201 userWithPasswordSchema
 *   PATCH  /api/admin/users/:id                      userChangeSchema -> userSchema
 *   POST   /api/admin/users/:id/password             -> userWithPasswordSchema
 *   GET    /api/admin/caches?from&to                 -> cachesSchema
 *   GET    /api/admin/caches/use?from&to&bucket      -> cacheUseSchema
 *   GET    /api/admin/caches/entries?...             cacheQuerySchema -> cacheEntriesSchema
 *   GET    /api/admin/caches/entries/:key            -> cacheEntryDetailSchema
 *   DELETE /api/admin/caches/entries/:key            -> 204
 *   GET    /api/admin/caches/calibration             -> calibrationSchema
 *   GET    /api/admin/caches/warm-up                 -> warmUpSchema
 *   POST   /api/admin/caches/warm-up                 warmUpRequestSchema -> 202 warmUpSchema
 *   GET    /api/admin/routing                        -> routingSchema
 *   PUT    /api/admin/routing/:taskClass             routingOverrideSchema -> routingSchema
 *   GET    /api/admin/settings                       -> settingsOverviewSchema
 */

const count = z.number().int().nonnegative();

export const userRoleSchema = z.enum(['agent', 'admin']);
export type UserRole = z.infer<typeof userRoleSchema>;

export const signInSchema = z.object({
  email: z.string().trim().min(3).max(254),
  password: z.string().min(1).max(128),
});
export type SignIn = z.infer<typeof signInSchema>;

export const signedInSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: userRoleSchema,
});
export type SignedIn = z.infer<typeof signedInSchema>;

export const passwordChangeSchema = z.object({
  current: z.string().min(1).max(128),
  next: z.string().min(12).max(128),
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const audienceSchema = z.enum(['public', 'internal']);
export const volatilitySchema = z.enum(['volatile', 'stable']);
export const maxUploadBytes = 20 * 1024 * 1024;

/**
 * What the knowledge folder has to do with a document: it has no file of it, the document is as its file says, the file is set
 * aside for an upload until it changes, or it was changed and so took the place of an admin's upload or deletion.
 */
export const folderFileSchema = z.enum([
  'none',
  'followed',
  'set-aside',
  'over-upload',
  'over-deletion',
]);
export type FolderFile = z.infer<typeof folderFileSchema>;

export const documentSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  audience: audienceSchema,
  volatility: volatilitySchema,
  locale: z.string(),
  site: z.string(),
  updated: z.string(),
  url: z.string().optional(),
  version: z.number().int().positive(),
  source: z.enum(['folder', 'upload']),
  file: folderFileSchema,
  passages: count,
  /** How many passages can be found by meaning; all of them by words. */
  embedded: count,
});
export type DocumentSummaryView = z.infer<typeof documentSummarySchema>;

/** One file (`upload`) or the whole folder (`folder`) on its way into the knowledge base. */
export const ingestionJobSchema = z.object({
  id: z.string(),
  kind: z.enum(['upload', 'folder']),
  /** File name or folder. */
  name: z.string(),
  createdAt: z.iso.datetime(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('running'), done: count, total: count }),
    z.object({
      kind: z.literal('done'),
      changed: count,
      unchanged: count,
      deleted: count,
      /** Of a folder: files that did not change since an admin deleted their documents. */
      leftOut: count.optional(),
    }),
    /** `code` is one of error-codes.ts; `detail` says in words what is wrong with the document. */
    z.object({ kind: z.literal('failed'), code: z.string(), detail: z.string() }),
  ]),
});
export type IngestionJob = z.infer<typeof ingestionJobSchema>;

export const knowledgeOverviewSchema = z.object({
  documents: z.array(documentSummarySchema),
  /** Newest first; finished ones of the last day too. */
  jobs: z.array(ingestionJobSchema),
});
export type KnowledgeOverview = z.infer<typeof knowledgeOverviewSchema>;

export const uploadFieldsSchema = z.object({
  audience: audienceSchema.default('public'),
  volatility: volatilitySchema.default('stable'),
  /** Of a document that does not say itself. */
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i)
    .default('en'),
});
export type UploadFields = z.infer<typeof uploadFieldsSchema>;

export const documentRecordSchema = z.object({
  document: documentSummarySchema,
  markdown: z.string(),
  passages: z.array(
    z.object({ id: z.string(), heading: z.string(), text: z.string(), tokens: count }),
  ),
});
export type DocumentRecord = z.infer<typeof documentRecordSchema>;

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: userRoleSchema,
  disabled: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type User = z.infer<typeof userSchema>;

export const usersSchema = z.object({ users: z.array(userSchema) });

export const userCreateSchema = z.object({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(80),
  role: userRoleSchema,
});
export type UserCreate = z.infer<typeof userCreateSchema>;

/** An admin cannot disable or demote themselves: `not-allowed`. */
export const userChangeSchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    role: userRoleSchema,
    disabled: z.boolean(),
  })
  .partial();
export type UserChange = z.infer<typeof userChangeSchema>;

/** The password is random, shown this once and stored hashed. */
export const userWithPasswordSchema = z.object({ user: userSchema, password: z.string() });
export type UserWithPassword = z.infer<typeof userWithPasswordSchema>;

/** Secrets only say whether they are set. */
export const settingsOverviewSchema = z.object({
  settings: z.array(z.object({ name: z.string(), value: z.string(), about: z.string() })),
});
export type SettingsOverview = z.infer<typeof settingsOverviewSchema>;
