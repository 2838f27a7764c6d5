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

const iterations = 50;
const halvings = 30;
const enough = 1e-8;

/**
 * Maximum a posteriori fit by Newton's method over binned observations, with a Gaussian prior; the covariance is the
 * inverse curvature at the optimum (Laplace). A step that would make the posterior worse is halved until it does not: far from
 * the optimum the curvature is flat and full steps run away. Deterministic, some microseconds.
 */
export function fitSigmoid(
  observed: readonly number[],
  wrong: readonly number[],
  prior: { offset: number; slope: number } = calibrated,
): Sigmoid {
  let { offset, slope } = prior;
  const lossAt = (atOffset: number, atSlope: number) =>
    negativeLogPosterior({ observed, wrong, prior }, atOffset, atSlope);
  let loss = lossAt(offset, slope);
  for (let turn = 0; turn < iterations; turn += 1) {
    const step = newtonStep({ observed, wrong, prior }, offset, slope);
    let share = 1;
    let next = lossAt(offset + step.offset, slope + step.slope);
    for (let halving = 0; next > loss && halving < halvings; halving += 1) {
      share /= 2;
      next = lossAt(offset + share * step.offset, slope + share * step.slope);
    }
    if (next > loss) break;
    offset += share * step.offset;
    slope += share * step.slope;
    loss = next;
    if (share * (Math.abs(step.offset) + Math.abs(step.slope)) < enough) break;
  }
  const curvature = curvatureAt(observed, offset, slope);
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

interface Evidence {
  observed: readonly number[];
  wrong: readonly number[];
  prior: { offset: number; slope: number };
}

/** What a fit makes as small as it can, up to a constant. */
function negativeLogPosterior(
  { observed, wrong, prior }: Evidence,
  offset: number,
  slope: number,
): number {
  let loss =
    (offset - prior.offset) ** 2 / (2 * offsetDeviation ** 2) +
    (slope - prior.slope) ** 2 / (2 * slopeDeviation ** 2);
  for (let bin = 0; bin < binCount; bin += 1) {
    const seen = observed[bin] ?? 0;
    const failed = wrong[bin] ?? 0;
    if (seen === 0) continue;
    const logit = offset + slope * middleOf(bin);
    loss += (seen - failed) * softplus(-logit) + failed * softplus(logit);
  }
  return loss;
}

function newtonStep({ observed, wrong, prior }: Evidence, offset: number, slope: number) {
  let offsetPull = -(offset - prior.offset) / offsetDeviation ** 2;
  let slopePull = -(slope - prior.slope) / slopeDeviation ** 2;
  for (let bin = 0; bin < binCount; bin += 1) {
    const seen = observed[bin] ?? 0;
    const logit = middleOf(bin);
    const error = seen - (wrong[bin] ?? 0) - seen * logistic(offset + slope * logit);
    offsetPull += error;
    slopePull += error * logit;
  }
  const { a, b, c, determinant } = curvatureAt(observed, offset, slope);
  return {
    offset: (c * offsetPull - b * slopePull) / determinant,
    slope: (a * slopePull - b * offsetPull) / determinant,
  };
}

/** log(1 + exp(value)), without overflow. */
function softplus(value: number): number {
  return Math.max(0, value) + Math.log1p(Math.exp(-Math.abs(value)));
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
