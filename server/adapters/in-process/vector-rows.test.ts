import { describe, expect, it } from 'vitest';
import { VectorRows } from './vector-rows.ts';

const vectorOf = (dimensions: number, seed: number) =>
  Float32Array.from({ length: dimensions }, (_, at) => Math.sin(seed * 31 + at * 7));

function plain(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

function scoresOf(rows: VectorRows, vector: Float32Array, count: number): number[] {
  return [...rows.scores(vector, count)].flatMap(({ scores }) => [...scores]);
}

describe('scores', () => {
  for (const dimensions of [1, 2, 8, 13, 384]) {
    it(`are dot products, with vectors of ${dimensions}`, () => {
      const rows = new VectorRows(dimensions);
      const vectors = Array.from({ length: 5 }, (_, seed) => vectorOf(dimensions, seed));
      vectors.forEach((vector, row) => {
        rows.set(row, vector);
      });
      const asked = vectorOf(dimensions, 99);
      const found = scoresOf(rows, asked, vectors.length);
      vectors.forEach((vector, row) => {
        expect(found[row]).toBeCloseTo(plain(vector, asked), 4);
      });
    });
  }

  it('come in the order of the rows, over many blocks and as the memory grows', () => {
    const rows = new VectorRows(3);
    const count = 10_000;
    for (let row = 0; row < count; row++) rows.set(row, Float32Array.of(row, 1, 0));
    const found: number[] = [];
    for (const { first, scores } of rows.scores(Float32Array.of(1, 0.5, 7), count)) {
      expect(first).toBe(found.length);
      found.push(...scores);
    }
    expect(found).toEqual(Array.from({ length: count }, (_, row) => row + 0.5));
  });

  it('are none of no rows, and follow a copied row', () => {
    const rows = new VectorRows(2);
    const asked = Float32Array.of(1, 1);
    expect(scoresOf(rows, asked, 0)).toEqual([]);
    rows.set(0, Float32Array.of(1, 2));
    rows.set(1, Float32Array.of(3, 4));
    rows.copy(1, 0);
    expect(scoresOf(rows, asked, 1)).toEqual([7]);
  });
});
