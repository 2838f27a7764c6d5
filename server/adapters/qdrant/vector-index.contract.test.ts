import { randomUUID } from 'node:crypto';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeVectorIndexContract } from '../../ports/vector-index.contract.ts';
import { type QdrantStandIn, startQdrantStandIn } from './stand-in.testing.ts';
import { createQdrantVectorIndex } from './vector-index.ts';

const indexedFields = ['audience', 'locale', 'site', 'documentId'];
const qdrantUrl = process.env.QDRANT_URL;

const describeWhereGiven = qdrantUrl === undefined ? () => {} : describe;

/** The stand-in below runs everywhere, so that a machine without Qdrant misses no specification. */
describeWhereGiven('with a real Qdrant', () => {
  const collections: string[] = [];
  const open = (dimensions: number, collection = `test-${randomUUID()}`) => {
    collections.push(collection);
    return createQdrantVectorIndex({
      url: qdrantUrl ?? '',
      collection,
      dimensions,
      indexedFields,
      limitMs: 20_000,
    });
  };

  afterAll(async () => {
    const client = new QdrantClient({ url: qdrantUrl ?? '', checkCompatibility: false });
    for (const name of new Set(collections)) await client.deleteCollection(name);
  });

  describeVectorIndexContract('Qdrant', (dimensions) => open(dimensions));

  it('lets two processes open one collection at once', async () => {
    const name = `test-${randomUUID()}`;
    const [one, other] = [open(2, name), open(2, name)];
    await Promise.all([one.count(), other.count()]);
    await one.upsert([{ id: 'a', vector: Float32Array.of(1, 0), payload: {} }]);
    expect(await other.count()).toBe(1);
  });

  it('refuses a collection that holds vectors of another model', async () => {
    const name = `test-${randomUUID()}`;
    await open(2, name).count();
    await expect(open(3, name).count()).rejects.toMatchObject({
      code: 'index-unavailable',
      retryable: false,
    });
  });
});

describe('with a strict stand-in for Qdrant', () => {
  let standIn: QdrantStandIn;
  beforeAll(async () => {
    standIn = await startQdrantStandIn();
  });
  afterAll(async () => {
    await standIn.close();
    expect(standIn.refused).toEqual([]);
  });

  const open = (dimensions: number) =>
    createQdrantVectorIndex({
      url: standIn.url,
      collection: `test-${randomUUID()}`,
      dimensions,
      indexedFields,
    });

  describeVectorIndexContract('Qdrant stand-in', open);
});

describe('the stand-in', () => {
  it("refuses what is not in Qdrant's published shapes", async () => {
    const standIn = await startQdrantStandIn();
    const put = (path: string, body: object) =>
      fetch(`${standIn.url}/collections/c${path}`, { method: 'PUT', body: JSON.stringify(body) });
    const vectors = { dense: { size: 2, distance: 'Cosine' } };
    expect((await put('', { vectors, shards: 1 })).status).toBe(400);
    expect((await put('', { vectors })).status).toBe(200);
    const points = [{ id: 'not-a-uuid', vector: { dense: [1, 0] }, payload: {} }];
    expect((await put('/points?wait=true', { points })).status).toBe(400);
    const right = [{ id: randomUUID(), vector: { dense: [1, 0] }, payload: {} }];
    expect((await put('/points', { points: right })).status).toBe(400);
    expect((await put('/points?wait=true', { points: right })).status).toBe(200);
    expect(standIn.refused).toHaveLength(3);
    await standIn.close();
  });
});

describe('without Qdrant', () => {
  it('says that the index is unavailable, and makes the collection once Qdrant is there', async () => {
    const standIn = await startQdrantStandIn();
    const index = createQdrantVectorIndex({
      url: standIn.url,
      collection: 'late',
      dimensions: 2,
      indexedFields,
    });
    await standIn.close();
    const unavailable = { code: 'index-unavailable', retryable: true };
    await expect(index.count()).rejects.toMatchObject(unavailable);
    const search = index.search({ vector: Float32Array.of(1, 0), limit: 1 });
    await expect(search).rejects.toMatchObject(unavailable);
    const back = await startQdrantStandIn(Number(new URL(standIn.url).port));
    await expect.poll(() => index.count().catch(() => 'away'), { timeout: 10_000 }).toBe(0);
    await back.close();
  });
});
