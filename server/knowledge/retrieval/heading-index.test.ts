import { describe, expect, it } from 'vitest';
import { HeadingIndex } from './heading-index.ts';
import { passageOf } from './passages.testing.ts';

const vectors: Record<string, Float32Array> = {
  Returns: new Float32Array([1, 0]),
  Delivery: new Float32Array([0.6, 0.8]),
  Margins: new Float32Array([1, 0]),
};
const customer = { audience: 'public', locale: 'en', site: 'shop' } as const;

describe('headings by meaning', () => {
  it('finds the nearest first, of what may be read, with the passages under each', () => {
    const index = new HeadingIndex();
    index.replaceAll(
      [
        passageOf('returns.1', 'Returns', 'Within 30 days.'),
        passageOf('delivery.1', 'Delivery', 'Two days.'),
        { ...passageOf('margins.1', 'Margins', 'Secret.'), audience: 'internal' },
        passageOf('new.1', 'Not embedded yet', 'Text.'),
      ],
      (text) => vectors[text],
    );
    const found = index.nearest(new Float32Array([1, 0]), customer, { limit: 5, minScore: 0.3 });
    expect(found.map(({ text, passageIds }) => [text, passageIds])).toEqual([
      ['Returns', ['returns.1']],
      ['Delivery', ['delivery.1']],
    ]);
    expect(found[1]?.cosine).toBeCloseTo(0.6);
    const none = index.nearest(new Float32Array([0, -1]), customer, { limit: 5, minScore: 0.3 });
    expect(none).toEqual([]);
  });
});
