import { binCount, binOf, lowerEdgeOf, middleOf } from './score-bins.ts';
import type { Sigmoid } from './sigmoid.ts';
import { chanceOfWrong, fitSigmoid } from './sigmoid.ts';

/**
 * What one class of questions has shown, summed in bins of the verifier's score: plain numbers, so that nodes can add
 * theirs up in the database. Only the sums count; no question is kept.
 */
export interface CalibrationState {
  /** Scores of two verifiers never meet. */
  verifierId: string;
  /** How many lookups had a score in this bin, whatever became of them. */
  lookups: number[];
  /** Of these, how many were compared with a fresh answer, and how many of those were wrong. */
  observed: number[];
  wrong: number[];
}

export interface CalibrationSettings {
  /** The highest share of hits that may be wrong, 0..1. */
  bound: number;
  /** Standard errors between an estimate and the bound; 1.64 is one-sided 95%. */
  caution: number;
  /** Share of questions that go wrong whatever the score says; a sigmoid alone promises none at the top. */
  lapse: number;
  /** How many observations the fitted sigmoid counts for in each bin, against what the bin itself has shown. */
  sigmoidObservations: number;
  /**
   * Until this many observations are in, this is the threshold. `neverServe` waits for them: held-out sets have 2 to 4% wrong
   * hits in a young cache at a score of 0.9, and no score is proven better.
   */
  coldStart: { score: number; observations: number };
}

/** A threshold that no score reaches. */
export const neverServe = 2;

export const defaultCalibration: CalibrationSettings = {
  bound: 0.01,
  caution: 1.64,
  lapse: 0.002,
  sigmoidObservations: 60,
  coldStart: { score: neverServe, observations: 200 },
};

export interface Threshold {
  /** Serve at this score or above; `neverServe` where no score is good enough. */
  score: number;
  /** Whether it rests on this installation's observations, or on what the verifier learned before. */
  basis: 'observations' | 'cold-start';
  /** Estimated share of wrong hits among those served, and its upper confidence bound. */
  expectedWrong: number;
  upperWrong: number;
  /** Share of this class's lookups that it serves, 0..1. */
  served: number;
  /** Comparisons with fresh answers at or above the threshold, and how many of them were wrong. */
  observed: number;
  wrong: number;
  sigmoid: Sigmoid;
}

export function emptyCalibration(verifierId: string): CalibrationState {
  const zeros = () => new Array<number>(binCount).fill(0);
  return { verifierId, lookups: zeros(), observed: zeros(), wrong: zeros() };
}

/** Every lookup with a candidate counts: the threshold weighs its bins by how often they occur. */
export function recordLookup(state: CalibrationState, score: number): CalibrationState {
  return { ...state, lookups: plusOne(state.lookups, binOf(score)) };
}

/**
 * A fresh answer was compared with the candidate's: after a miss, which is free, or after a hit that was answered again
 * off the path.
 */
export function recordObservation(
  state: CalibrationState,
  score: number,
  right: boolean,
): CalibrationState {
  const bin = binOf(score);
  return {
    ...state,
    observed: plusOne(state.observed, bin),
    wrong: right ? state.wrong : plusOne(state.wrong, bin),
  };
}

/** The sum of two states of the same verifier: of two nodes, or of two classes. */
export function mergeCalibrations(
  one: CalibrationState,
  other: CalibrationState,
): CalibrationState {
  const added = (left: number[], right: number[]) =>
    left.map((value, at) => value + (right[at] ?? 0));
  return {
    verifierId: one.verifierId,
    lookups: added(one.lookups, other.lookups),
    observed: added(one.observed, other.observed),
    wrong: added(one.wrong, other.wrong),
  };
}

/** Lets old evidence fade, so that a changed knowledge base is learned anew: 0.5 halves its weight. */
export function fadeCalibration(state: CalibrationState, factor: number): CalibrationState {
  const faded = (values: number[]) => values.map((value) => value * factor);
  return {
    ...state,
    lookups: faded(state.lookups),
    observed: faded(state.observed),
    wrong: faded(state.wrong),
  };
}

/**
 * The lowest score at which the upper confidence bound of the wrong-hit rate stays within the bound.
 *
 * As in vCache (arXiv 2502.03771) a sigmoid of correctness over the score is fitted to what was observed, and its upper
 * confidence bound stands for the chance of a wrong hit. Two things differ: the sigmoid is per class of question, not per
 * cached entry, since few entries are asked about often enough; and the bound holds for the hits of the class together,
 * each bin weighed by how many lookups fall in it (post-stratification), which the exploration above the threshold needs:
 * there only a sample is observed, below it everything. What a bin itself has shown outweighs the sigmoid as it grows.
 * `parent` is the state of all classes together; its sigmoid is where a class with few observations starts.
 */
export function chooseThreshold(
  state: CalibrationState,
  settings: CalibrationSettings = defaultCalibration,
  parent?: CalibrationState,
): Threshold {
  const known = sum((parent ?? state).observed);
  const learned = learnedThreshold(state, settings, parent);
  return known < settings.coldStart.observations
    ? { ...learned, score: settings.coldStart.score, basis: 'cold-start' }
    : learned;
}

function learnedThreshold(
  state: CalibrationState,
  settings: CalibrationSettings,
  parent: CalibrationState | undefined,
): Threshold {
  const prior = parent === undefined ? undefined : fitSigmoid(parent.observed, parent.wrong);
  const sigmoid = fitSigmoid(state.observed, state.wrong, prior);
  const lookupsInAll = sum(state.lookups);
  const region = { lookups: 0, weight: 0, wrong: 0, variance: 0, observed: 0, observedWrong: 0 };
  let best: Threshold = {
    score: neverServe,
    basis: 'observations',
    expectedWrong: 0,
    upperWrong: 1,
    served: 0,
    observed: 0,
    wrong: 0,
    sigmoid,
  };
  for (let bin = binCount - 1; bin >= 0; bin -= 1) {
    const seen = state.observed[bin] ?? 0;
    const evidence = seen + settings.sigmoidObservations;
    const fitted =
      settings.lapse +
      (1 - settings.lapse) * chanceOfWrong(sigmoid, middleOf(bin), settings.caution);
    const rate = ((state.wrong[bin] ?? 0) + settings.sigmoidObservations * fitted) / evidence;
    const weight = (state.lookups[bin] ?? 0) + unseenWeight;
    region.weight += weight;
    region.wrong += weight * rate;
    region.variance += (weight ** 2 * rate * (1 - rate)) / evidence;
    region.lookups += state.lookups[bin] ?? 0;
    region.observed += seen;
    region.observedWrong += state.wrong[bin] ?? 0;
    const expectedWrong = region.wrong / region.weight;
    const upperWrong = expectedWrong + Math.sqrt(region.variance) / region.weight;
    if (upperWrong <= settings.bound) {
      best = {
        score: lowerEdgeOf(bin),
        basis: 'observations',
        expectedWrong,
        upperWrong,
        served: lookupsInAll === 0 ? 0 : region.lookups / lookupsInAll,
        observed: region.observed,
        wrong: region.observedWrong,
        sigmoid,
      };
    }
  }
  return best;
}

/** A bin without lookups still counts a little, so that the first question in it does not decide alone. */
const unseenWeight = 0.5;

function plusOne(values: readonly number[], at: number): number[] {
  return values.map((value, index) => (index === at ? value + 1 : value));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
