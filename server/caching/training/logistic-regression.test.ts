import { describe, expect, it } from 'vitest';
import { makeRandom } from './labelled-questions.ts';
import { fitLogisticRegression } from './logistic-regression.ts';

function examples(count: number) {
  const random = makeRandom(5);
  return Array.from({ length: count }, () => {
    const features = [random() * 4 - 2, random() * 10];
    const chance = 1 / (1 + Math.exp(-(1.5 * (features[0] ?? 0) - 0.5)));
    return { features, right: random() < chance };
  });
}

describe('logistic regression', () => {
  it('finds what decides, and that the rest does not', () => {
    const model = fitLogisticRegression(examples(5000), 1e-6);
    const perUnit = model.weights.map((weight, at) => weight / (model.deviations[at] ?? 1));
    expect(perUnit[0]).toBeCloseTo(1.5, 0);
    expect(Math.abs(perUnit[1] ?? 1)).toBeLessThan(0.05);
  });

  it('gives the same weights for the same examples', () => {
    expect(fitLogisticRegression(examples(500))).toEqual(fitLogisticRegression(examples(500)));
  });

  it('stays finite where a feature tells all or never varies', () => {
    const separable = examples(200).map(({ features }) => ({
      features: [features[0] ?? 0, 1],
      right: (features[0] ?? 0) > 0,
    }));
    const { weights, bias } = fitLogisticRegression(separable);
    expect([...weights, bias].every(Number.isFinite)).toBe(true);
  });
});
