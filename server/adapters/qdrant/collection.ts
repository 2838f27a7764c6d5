import type { QdrantClient } from '@qdrant/js-client-rest';

/** The one dense vector of a point, named so that others can be added beside it. */
export const denseVector = 'dense';

export interface CollectionShape {
  name: string;
  dimensions: number;
  /** Payload fields that filters compare; each gets an index. */
  indexedFields: readonly string[];
}

/** A collection of another vector length holds vectors of another model. */
export class CollectionMismatch extends Error {}

/** Creates the collection with its payload indexes where it is not there yet; two processes may do so at once. */
export async function ensureCollection(
  client: QdrantClient,
  { name, dimensions, indexedFields }: CollectionShape,
): Promise<void> {
  if (!(await client.collectionExists(name)).exists) {
    try {
      await client.createCollection(name, {
        vectors: { [denseVector]: { size: dimensions, distance: 'Cosine' } },
      });
    } catch (error) {
      if (!(await client.collectionExists(name)).exists) throw error;
    }
  }
  await checkLength(client, name, dimensions);
  for (const field of indexedFields) {
    await client.createPayloadIndex(name, {
      wait: true,
      field_name: fieldKey(field),
      field_schema: 'keyword',
    });
  }
}

/** Our payload lies apart from what the adapter itself keeps. */
export function fieldKey(field: string): string {
  return `fields.${field}`;
}

async function checkLength(client: QdrantClient, name: string, dimensions: number): Promise<void> {
  const { config } = await client.getCollection(name);
  const vectors = config.params.vectors;
  const dense = vectors !== undefined && denseVector in vectors ? vectors[denseVector] : undefined;
  const size = typeof dense === 'object' ? dense.size : undefined;
  if (size === dimensions) return;
  throw new CollectionMismatch(
    `collection ${name} has vectors of length ${size ?? 'unknown'}, not ${dimensions}`,
  );
}
