export interface Observation {
  features: Record<string, number>;
  /** What happened: 1 or 0. */
  outcome: 0 | 1;
  /** How much it counts. Default 1. */
  weight?: number;
}

export interface FittedLogistic {
  intercept: number;
  weights: Record<string, number>;
}

/**
 * Logistic regression by gradient descent on standardised features, with a ridge penalty; the result is in the features' own
 * units. Deterministic.
 */
export function fitLogistic(
  observations: Observation[],
  names: string[],
  ridge = 0.01,
): FittedLogistic {
  const steps = 3000;
  const rate = 0.5;
  const shares = sharesOf(observations);
  const mean = names.map((name) =>
    dot(
      shares,
      observations.map(({ features }) => features[name] ?? 0),
    ),
  );
  const spread = names.map((name, i) => {
    const squares = observations.map(
      ({ features }) => ((features[name] ?? 0) - (mean[i] ?? 0)) ** 2,
    );
    return Math.sqrt(dot(shares, squares)) || 1;
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
      const expected = sigmoid(intercept + dot(weights, row));
      const error = (expected - (observations[position]?.outcome ?? 0)) * (shares[position] ?? 0);
      interceptSlope += error;
      for (const [i, value] of row.entries()) slope[i] = (slope[i] ?? 0) + error * value;
    }
    intercept -= rate * interceptSlope;
    for (const [i, weight] of weights.entries()) {
      weights[i] = weight - rate * ((slope[i] ?? 0) + ridge * weight);
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

/** What part of the whole each counts. */
function sharesOf(observations: Observation[]): number[] {
  const whole = observations.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return observations.map(({ weight = 1 }) => weight / whole);
}
