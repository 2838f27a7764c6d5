import { binCount, middleOf } from './score-bins.ts';

/** P(right) = 1 / (1 + exp(-(offset + slope * logit of the score))), with the covariance of offset and slope. */
export interface Sigmoid {
  offset: number;
  slope: number;
  offsetVariance: number;
  slopeVariance: number;
  covariance: number;
}

/** A calibrated verifier has offset 0 and slope 1: where every fit starts, and what it leaves only for evidence. */
const calibrated = { offset: 0, slope: 1 };
const offsetDeviation = 1;
const slopeDeviation = 0.3;

const iterations = 25;
const enough = 1e-8;

/**
 * Maximum a posteriori fit by Newton's method over binned observations, with a Gaussian prior; the covariance is the
 * inverse curvature at the optimum (Laplace). Deterministic, some microseconds.
 */
export function fitSigmoid(
  observed: readonly number[],
  wrong: readonly number[],
  prior: { offset: number; slope: number } = calibrated,
): Sigmoid {
  let { offset, slope } = prior;
  let curvature = curvatureAt(observed, offset, slope);
  for (let turn = 0; turn < iterations; turn += 1) {
    curvature = curvatureAt(observed, offset, slope);
    let offsetPull = -(offset - prior.offset) / offsetDeviation ** 2;
    let slopePull = -(slope - prior.slope) / slopeDeviation ** 2;
    for (let bin = 0; bin < binCount; bin += 1) {
      const seen = observed[bin] ?? 0;
      const logit = middleOf(bin);
      const error = seen - (wrong[bin] ?? 0) - seen * logistic(offset + slope * logit);
      offsetPull += error;
      slopePull += error * logit;
    }
    const { a, b, c, determinant } = curvature;
    const offsetStep = (c * offsetPull - b * slopePull) / determinant;
    const slopeStep = (a * slopePull - b * offsetPull) / determinant;
    offset += offsetStep;
    slope += slopeStep;
    if (Math.abs(offsetStep) + Math.abs(slopeStep) < enough) break;
  }
  const { a, b, c, determinant } = curvature;
  return {
    offset,
    slope,
    offsetVariance: c / determinant,
    slopeVariance: a / determinant,
    covariance: -b / determinant,
  };
}

/** Upper confidence bound of the chance that a hit with this logit is wrong; caution 0 gives the estimate itself. */
export function chanceOfWrong(sigmoid: Sigmoid, logit: number, caution: number): number {
  const variance =
    sigmoid.offsetVariance + 2 * logit * sigmoid.covariance + logit ** 2 * sigmoid.slopeVariance;
  const right = sigmoid.offset + sigmoid.slope * logit - caution * Math.sqrt(Math.max(0, variance));
  return 1 - logistic(right);
}

/** Second derivatives of the negative log posterior: offset twice, mixed, slope twice. */
function curvatureAt(observed: readonly number[], offset: number, slope: number) {
  let a = 1 / offsetDeviation ** 2;
  let b = 0;
  let c = 1 / slopeDeviation ** 2;
  for (let bin = 0; bin < binCount; bin += 1) {
    const logit = middleOf(bin);
    const chance = logistic(offset + slope * logit);
    const weight = (observed[bin] ?? 0) * Math.max(chance * (1 - chance), 1e-9);
    a += weight;
    b += weight * logit;
    c += weight * logit ** 2;
  }
  return { a, b, c, determinant: a * c - b * b };
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
