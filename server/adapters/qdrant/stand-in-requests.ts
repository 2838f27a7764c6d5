import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';

/**
 * The requests that the adapter may send, no field more. Each schema's result is checked by the compiler against the
 * types generated from Qdrant's OpenAPI document, so that none can drift from it.
 */
const uuid = z.uuid();
const numbers = z.array(z.number());

const condition = z.strictObject({
  key: z.string().min(1),
  match: z.union([
    z.strictObject({ value: z.string() }),
    z.strictObject({ any: z.array(z.string()).min(1) }),
  ]),
});

const filter = z.strictObject({ must: z.array(condition) });
export type StandInFilter = z.infer<typeof filter>;

const payload = z.record(z.string(), z.unknown());

export const createCollectionRequest = z.strictObject({
  vectors: z.record(
    z.string(),
    z.strictObject({ size: z.number().int().positive(), distance: z.literal('Cosine') }),
  ),
});

export const createIndexRequest = z.strictObject({
  field_name: z.string().min(1),
  field_schema: z.literal('keyword'),
});

export const upsertRequest = z.strictObject({
  points: z
    .array(z.strictObject({ id: uuid, vector: z.record(z.string(), numbers), payload }))
    .min(1),
});

export const deleteRequest = z.union([
  z.strictObject({ points: z.array(uuid).min(1) }),
  z.strictObject({ filter }),
]);

export const queryRequest = z.strictObject({
  query: numbers,
  using: z.string(),
  limit: z.number().int().min(1),
  with_payload: z.boolean(),
  filter,
  score_threshold: z.number().optional(),
});

export const countRequest = z.strictObject({ exact: z.boolean() });

/** Compiles only while every schema yields what Qdrant's published types allow. */
export const publishedShapes = {
  createCollection: createCollectionRequest,
  createIndex: createIndexRequest,
  upsert: upsertRequest,
  delete: deleteRequest,
  query: queryRequest,
  count: countRequest,
} satisfies {
  createCollection: z.ZodType<Schemas['CreateCollection']>;
  createIndex: z.ZodType<Schemas['CreateFieldIndex']>;
  upsert: z.ZodType<Schemas['PointInsertOperations']>;
  delete: z.ZodType<Schemas['PointsSelector']>;
  query: z.ZodType<Schemas['QueryRequest']>;
  count: z.ZodType<Schemas['CountRequest']>;
};
