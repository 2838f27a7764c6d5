/** One observation: features in a fixed order, and whether the hit was right. */
export interface Example {
  features: readonly number[];
  right: boolean;
}

export interface LogisticModel {
  means: number[];
  deviations: number[];
  weights: number[];
  bias: number;
}

const iterations = 30;
const enough = 1e-8;

/**
 * Ridge logistic regression on standardised features by iteratively reweighted least squares (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, 4.4). Deterministic. `ridge` is per example; the bias goes free.
 */
export function fitLogisticRegression(examples: readonly Example[], ridge = 1e-3): LogisticModel {
  const size = examples[0]?.features.length ?? 0;
  const columns = Array.from({ length: size }, (_, at) => at);
  const means = columns.map((at) => average(examples.map(({ features }) => features[at] ?? 0)));
  const deviations = columns.map(
    (at) =>
      Math.sqrt(
        average(examples.map(({ features }) => ((features[at] ?? 0) - (means[at] ?? 0)) ** 2)),
      ) || 1,
  );
  const rows = examples.map(({ features }) =>
    Float64Array.from([
      ...columns.map((at) => ((features[at] ?? 0) - (means[at] ?? 0)) / (deviations[at] ?? 1)),
      1,
    ]),
  );
  const weights = new Float64Array(size + 1);
  for (let turn = 0; turn < iterations; turn += 1) {
    const step = newtonStep(rows, examples, weights, ridge * examples.length);
    for (let at = 0; at <= size; at += 1) weights[at] = (weights[at] ?? 0) + (step[at] ?? 0);
    if (Math.max(...step.map(Math.abs)) < enough) break;
  }
  return { means, deviations, weights: [...weights.subarray(0, size)], bias: weights[size] ?? 0 };
}

function newtonStep(
  rows: readonly Float64Array[],
  examples: readonly Example[],
  weights: Float64Array,
  penalty: number,
): number[] {
  const size = weights.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  rows.forEach((row, at) => {
    let logit = 0;
    for (let i = 0; i < size; i += 1) logit += (row[i] ?? 0) * (weights[i] ?? 0);
    const chance = 1 / (1 + Math.exp(-logit));
    const error = Number(examples[at]?.right ?? false) - chance;
    const spread = Math.max(chance * (1 - chance), 1e-6);
    for (let i = 0; i < size; i += 1) {
      gradient[i] = (gradient[i] ?? 0) + error * (row[i] ?? 0);
      for (let j = 0; j < size; j += 1) {
        curvature[i * size + j] =
          (curvature[i * size + j] ?? 0) + spread * (row[i] ?? 0) * (row[j] ?? 0);
      }
    }
  });
  for (let i = 0; i < size - 1; i += 1) {
    gradient[i] = (gradient[i] ?? 0) - penalty * (weights[i] ?? 0);
    curvature[i * size + i] = (curvature[i * size + i] ?? 0) + penalty;
  }
  return solve(
    Array.from({ length: size }, (_, i) => [
      ...curvature.subarray(i * size, (i + 1) * size),
      gradient[i] ?? 0,
    ]),
  );
}

/** Gaussian elimination with partial pivoting; the last column is the right-hand side. */
function solve(system: number[][]): number[] {
  const size = system.length;
  const cell = (row: number, column: number) => system[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const below = system.slice(pivot).map((_, offset) => Math.abs(cell(pivot + offset, pivot)));
    const best = pivot + below.indexOf(Math.max(...below));
    [system[pivot], system[best]] = [system[best] ?? [], system[pivot] ?? []];
    for (let row = pivot + 1; row < size; row += 1) {
      const factor = cell(row, pivot) / cell(pivot, pivot);
      system[row] = (system[row] ?? []).map(
        (value, column) => value - factor * cell(pivot, column),
      );
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    const known = solution.reduce(
      (total, value, column) => total + (column > row ? value * cell(row, column) : 0),
      0,
    );
    solution[row] = (cell(row, size) - known) / cell(row, row);
  }
  return solution;
}

function average(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
}
