import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QdrantStandIn, startQdrantStandIn } from '../adapters/qdrant/stand-in.testing.ts';
import { readConfig } from '../config.ts';
import { openVectors } from './vectors.ts';

describe('vectors in Qdrant', () => {
  let qdrant: QdrantStandIn;
  beforeAll(async () => {
    qdrant = await startQdrantStandIn();
  });
  afterAll(() => qdrant.close());

  it('lie in a collection for each kind, and are found by a process that starts later', async () => {
    const config = readConfig({
      QDRANT_URL: qdrant.url,
      EMBEDDINGS_URL: 'http://127.0.0.1:9',
      EMBEDDINGS_MODEL: 'vendor/tiny model',
      EMBEDDINGS_DIMENSIONS: '8',
    });
    const vector = new Float32Array(8).fill(1);
    const first = openVectors(config);
    expect(first.areLocal).toBe(false);
    await first.answers.upsert([{ id: 'answer:1', vector, payload: { scope: 's' } }]);
    await first.close();
    const later = openVectors(config);
    const search = { vector, limit: 5, filter: { scope: 's' } };
    expect((await later.answers.search(search)).map(({ id }) => id)).toEqual(['answer:1']);
    expect(await later.searches.search(search)).toEqual([]);
    expect(await later.passages.count()).toBe(0);
    await later.close();
    expect(qdrant.refused).toEqual([]);
  });
});
