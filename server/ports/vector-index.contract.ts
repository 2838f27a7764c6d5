import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VectorIndex, VectorPoint } from './vector-index.ts';

/** A unit vector at so many degrees in a plane: the cosine of two is that of the angle between them. */
function at(degrees: number): Float32Array {
  const radians = (degrees / 180) * Math.PI;
  return Float32Array.of(Math.cos(radians), Math.sin(radians), 0, 0);
}

function point(id: string, degrees: number, payload: VectorPoint['payload'] = {}): VectorPoint {
  return { id, vector: at(degrees), payload };
}

/** What every vector index promises. `makeAdapter` returns an empty one for vectors of the asked-for length. */
export function describeVectorIndexContract(
  name: string,
  makeAdapter: (dimensions: number) => VectorIndex | Promise<VectorIndex>,
): void {
  describe(`vector index: ${name}`, () => {
    let index: VectorIndex;
    beforeEach(async () => {
      index = await makeAdapter(4);
    });
    afterEach(() => index.close());

    async function idsNear(
      degrees: number,
      more: { limit?: number; filter?: VectorPoint['payload']; minScore?: number } = {},
    ): Promise<string[]> {
      const matches = await index.search({ vector: at(degrees), limit: 10, ...more });
      return matches.map((match) => match.id);
    }

    test('finds nothing while it is empty', async () => {
      expect(await idsNear(0)).toEqual([]);
      expect(await index.count()).toBe(0);
    });

    test('returns the nearest first, with cosines and payloads', async () => {
      await index.upsert([point('far', 90), point('near', 10, { site: 'shop' }), point('mid', 60)]);
      const matches = await index.search({ vector: at(0), limit: 2 });
      expect(matches.map((match) => match.id)).toEqual(['near', 'mid']);
      expect(matches[0]?.score).toBeCloseTo(Math.cos(Math.PI / 18), 3);
      expect(matches[1]?.score).toBeCloseTo(0.5, 3);
      expect(matches[0]?.payload).toEqual({ site: 'shop' });
    });

    test('orders equals by id', async () => {
      await index.upsert([point('b', 20), point('c', 20), point('a', 20)]);
      expect(await idsNear(20)).toEqual(['a', 'b', 'c']);
    });

    test('leaves out what lies below the lowest score', async () => {
      await index.upsert([point('near', 10), point('far', 80)]);
      expect(await idsNear(0, { minScore: 0.5 })).toEqual(['near']);
    });

    test('returns only points that satisfy every condition of a filter', async () => {
      await index.upsert([
        point('public', 5, { audience: 'public', locale: 'en' }),
        point('internal', 0, { audience: 'internal', locale: 'en' }),
        point('french', 6, { audience: 'public', locale: 'fr' }),
        point('bare', 1),
      ]);
      expect(await idsNear(0, { filter: { audience: 'public', locale: 'en' } })).toEqual([
        'public',
      ]);
      expect(await idsNear(0, { filter: { locale: ['fr', 'de'] } })).toEqual(['french']);
      expect(await idsNear(0, { filter: { audience: [] } })).toEqual([]);
    });

    test('matches a list in a payload when one element does', async () => {
      await index.upsert([
        point('both', 0, { documentId: ['one', 'two'] }),
        point('other', 0, { documentId: ['three'] }),
      ]);
      expect(await idsNear(0, { filter: { documentId: 'two' } })).toEqual(['both']);
      expect(await idsNear(0, { filter: { documentId: ['zero', 'three'] } })).toEqual(['other']);
    });

    test('fills the limit although the nearest are filtered away', async () => {
      const internal = Array.from({ length: 40 }, (_, number) =>
        point(`internal-${number}`, number / 10, { audience: 'internal' }),
      );
      await index.upsert([...internal, point('public', 80, { audience: 'public' })]);
      expect(await idsNear(0, { limit: 1, filter: { audience: 'public' } })).toEqual(['public']);
    });

    test('replaces the vector and the payload of a known id', async () => {
      await index.upsert([point('one', 0, { site: 'old' }), point('two', 45)]);
      await index.upsert([point('one', 90, { site: 'new' })]);
      expect(await index.count()).toBe(2);
      expect(await idsNear(0)).toEqual(['two', 'one']);
      expect(await idsNear(90, { filter: { site: 'old' } })).toEqual([]);
      expect(await idsNear(90, { filter: { site: 'new' } })).toEqual(['one']);
    });

    test('removes by id, and does not mind an unknown one', async () => {
      await index.upsert([point('one', 0), point('two', 10), point('three', 20)]);
      await index.remove(['one', 'nobody']);
      expect(await idsNear(0)).toEqual(['two', 'three']);
      expect(await index.count()).toBe(2);
    });

    test('removes every point of a document', async () => {
      await index.upsert([
        point('a1', 0, { documentId: 'a' }),
        point('a2', 10, { documentId: 'a' }),
        point('b1', 20, { documentId: 'b' }),
      ]);
      await index.removeWhere({ documentId: 'a' });
      expect(await idsNear(0)).toEqual(['b1']);
    });

    test('holds many points, and stays right while they come and go', async () => {
      const many = Array.from({ length: 700 }, (_, number) => point(`p${number}`, number / 4));
      await index.upsert(many);
      await index.remove(many.filter((_, number) => number % 2 === 1).map(({ id }) => id));
      await index.upsert([point('late', 50.2)]);
      expect(await index.count()).toBe(351);
      expect(await idsNear(50.05, { limit: 3 })).toEqual(['p200', 'late', 'p202']);
      expect(await idsNear(0, { limit: 2 })).toEqual(['p0', 'p2']);
    });

    test('refuses a vector of another length', async () => {
      const vector = Float32Array.of(1, 0);
      await expect(index.upsert([{ id: 'short', vector, payload: {} }])).rejects.toThrow();
      expect(await index.count()).toBe(0);
    });
  });
}
