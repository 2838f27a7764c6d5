import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { cosine, type Embedder } from './embedder.ts';

/** What every embedder promises. `makeAdapter` returns a fresh one that works; the suite closes it. */
export function describeEmbedderContract(
  name: string,
  makeAdapter: () => Embedder | Promise<Embedder>,
): void {
  describe(`embedder: ${name}`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await makeAdapter();
    });
    afterAll(() => embedder.close());

    test('names its model', () => {
      expect(embedder.modelId).not.toBe('');
    });

    test('returns one normalised vector of its dimensions for each text', async () => {
      const vectors = await embedder.embed(
        ['How do I return a bicycle?', 'Opening hours'],
        'question',
      );
      expect(vectors.map((vector) => vector.length)).toEqual([
        embedder.dimensions,
        embedder.dimensions,
      ]);
      for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 3);
    });

    test('returns nothing for no texts', async () => {
      expect(await embedder.embed([], 'ingestion')).toEqual([]);
    });

    test('gives a text the same vector alone and among others, in the order asked', async () => {
      const texts = ['Chains wear out.', 'Brakes squeal when wet.', 'We ship to Norway.'];
      const together = await embedder.embed(texts, 'ingestion');
      for (const [position, text] of texts.entries()) {
        const [alone] = await embedder.embed([text], 'question');
        const similarities = together.map((vector) => cosine(vector, alone ?? vector));
        expect(similarities[position]).toBeGreaterThan(0.999);
        expect(Math.max(...similarities)).toBe(similarities[position]);
      }
    });

    test('takes an empty text and one far beyond its window', async () => {
      const vectors = await embedder.embed(['', 'wheel '.repeat(3000)], 'ingestion');
      for (const vector of vectors) {
        expect(vector.length).toBe(embedder.dimensions);
        expect(vector.every(Number.isFinite)).toBe(true);
      }
    });

    test('answers texts asked for at the same time', async () => {
      const texts = Array.from({ length: 6 }, (_, number) => `Order number ${number}`);
      const answers = await Promise.all(
        texts.map((text, position) =>
          embedder.embed([text], position % 2 === 0 ? 'question' : 'ingestion'),
        ),
      );
      expect(answers.flat().length).toBe(texts.length);
    });

    test('fails as embedder-unavailable once closed', async () => {
      const closed = await makeAdapter();
      await closed.close();
      await expect(closed.embed(['too late'], 'question')).rejects.toMatchObject({
        code: 'embedder-unavailable',
      });
    });
  });
}
