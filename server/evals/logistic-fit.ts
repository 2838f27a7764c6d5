export interface Observation {
  features: Record<string, number>;
  /** What happened: 1 or 0. */
  outcome: 0 | 1;
}

export interface FittedLogistic {
  intercept: number;
  weights: Record<string, number>;
}

/**
 * Logistic regression by gradient descent on standardised features, with a ridge penalty; the result is in the features' own
 * units. Deterministic.
 */
export function fitLogistic(observations: Observation[], names: string[]): FittedLogistic {
  const steps = 3000;
  const rate = 0.5;
  const ridge = 0.01;
  const mean = names.map((name) =>
    average(observations.map(({ features }) => features[name] ?? 0)),
  );
  const spread = names.map((name, i) => {
    const squares = observations.map(
      ({ features }) => ((features[name] ?? 0) - (mean[i] ?? 0)) ** 2,
    );
    return Math.sqrt(average(squares)) || 1;
  });
  const rows = observations.map(({ features }) =>
    names.map((name, i) => ((features[name] ?? 0) - (mean[i] ?? 0)) / (spread[i] ?? 1)),
  );
  const weights = names.map(() => 0);
  let intercept = 0;
  for (let step = 0; step < steps; step++) {
    const slope = names.map(() => 0);
    let interceptSlope = 0;
    for (const [position, row] of rows.entries()) {
      const error = sigmoid(intercept + dot(weights, row)) - (observations[position]?.outcome ?? 0);
      interceptSlope += error;
      for (const [i, value] of row.entries()) slope[i] = (slope[i] ?? 0) + error * value;
    }
    intercept -= (rate * interceptSlope) / rows.length;
    for (const [i, weight] of weights.entries()) {
      weights[i] = weight - rate * ((slope[i] ?? 0) / rows.length + ridge * weight);
    }
  }
  const unscaled = weights.map((weight, i) => weight / (spread[i] ?? 1));
  return {
    intercept: intercept - dot(unscaled, mean),
    weights: Object.fromEntries(names.map((name, i) => [name, unscaled[i] ?? 0])),
  };
}

/** Chance of outcome 1. */
export function predict({ intercept, weights }: FittedLogistic, features: Record<string, number>) {
  const sum = Object.entries(weights).reduce(
    (total, [name, weight]) => total + weight * (features[name] ?? 0),
    intercept,
  );
  return sigmoid(sum);
}

/** Chance that a random observation of outcome 1 scores above one of outcome 0 (area under the ROC curve). */
export function areaUnderCurve(scored: { score: number; outcome: 0 | 1 }[]): number {
  const sorted = scored.toSorted((left, right) => left.score - right.score);
  let rankSum = 0;
  let ones = 0;
  for (const [position, { outcome }] of sorted.entries()) {
    if (outcome === 0) continue;
    rankSum += position + 1;
    ones += 1;
  }
  return (rankSum - (ones * (ones + 1)) / 2) / (ones * (sorted.length - ones));
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(left: number[], right: number[]): number {
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
