import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../training/labelled-questions.ts';
import {
  type CalibrationSettings,
  type CalibrationState,
  chooseThreshold,
  defaultCalibration,
  emptyCalibration,
  fadeCalibration,
  mergeCalibrations,
  neverServe,
  recordLookup,
  recordObservation,
} from './calibration.ts';
import { binCount, binOf, lowerEdgeOf } from './score-bins.ts';
import { chanceOfWrong, fitSigmoid } from './sigmoid.ts';

const waiting: CalibrationSettings = {
  ...defaultCalibration,
  coldStart: { score: neverServe, observations: 0 },
};

/** Questions whose scores are spread over the logit scale, and right as often as `chanceRight` says of their logit. */
function observe(
  count: number,
  chanceRight: (logit: number) => number,
  seed = 1,
): CalibrationState {
  const random = makeRandom(seed);
  let state = emptyCalibration('test');
  for (let at = 0; at < count; at += 1) {
    const logit = random() * 12 - 3;
    const score = 1 / (1 + Math.exp(-logit));
    state = recordLookup(state, score);
    state = recordObservation(state, score, random() < chanceRight(logit));
  }
  return state;
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

describe('the calibrated threshold', () => {
  it('is the cold start while little is known, and says so', () => {
    const threshold = chooseThreshold(emptyCalibration('test'));
    expect(threshold).toMatchObject({
      score: defaultCalibration.coldStart.score,
      basis: 'cold-start',
    });
  });

  it('never serves a class that was always wrong', () => {
    expect(chooseThreshold(observe(500, () => 0)).score).toBe(neverServe);
  });

  it('serves nearly all of a class that was always right', () => {
    expect(chooseThreshold(observe(4000, () => 1)).served).toBeGreaterThan(0.9);
  });

  it.each([1, 2, 3, 4, 5])('keeps the true wrong-hit rate within the bound (draw %i)', (seed) => {
    const overconfident = (logit: number) => logistic(0.8 * logit - 0.5);
    const threshold = chooseThreshold(observe(3000, overconfident, seed), waiting);
    const unseen = observe(20_000, overconfident, seed + 100);
    const hits = unseen.lookups.map((lookups, bin) =>
      lowerEdgeOf(bin) >= threshold.score ? lookups : 0,
    );
    const wrong = unseen.wrong.map((count, bin) =>
      lowerEdgeOf(bin) >= threshold.score ? count : 0,
    );
    const total = (values: number[]) => values.reduce((all, value) => all + value, 0);
    expect(total(hits)).toBeGreaterThan(0);
    expect(total(wrong) / total(hits)).toBeLessThanOrEqual(0.01);
  });

  it.each([0, 0.01, 0.1, 0.3])('is not thrown off by right answers at a score of %d', (score) => {
    let state = observe(400, logistic);
    for (let at = 0; at < 60; at += 1) {
      state = recordObservation(recordLookup(state, score), score, true);
    }
    const { offset, slope } = chooseThreshold(state, waiting).sigmoid;
    expect(Math.abs(offset)).toBeLessThan(5);
    expect(slope).toBeGreaterThan(0);
    expect(slope).toBeLessThan(2);
    const untouched = chooseThreshold(emptyCalibration('test'), waiting, state);
    expect(untouched.score).toBeGreaterThan(0.9);
  });

  it('serves more under a wider bound', () => {
    const state = observe(2000, logistic);
    const served = [0.005, 0.01, 0.02, 0.05].map(
      (bound) => chooseThreshold(state, { ...waiting, bound }).served,
    );
    expect(served).toEqual([...served].sort((one, other) => one - other));
    expect(served.at(-1)).toBeGreaterThan(served[0] ?? 1);
  });

  it('raises itself when hits turn out wrong', () => {
    const before = observe(3000, logistic);
    const sure = 0.999;
    const after = Array.from({ length: 30 }).reduce<CalibrationState>(
      (state) => recordObservation(state, sure, false),
      before,
    );
    expect(chooseThreshold(after, waiting).served).toBeLessThan(
      chooseThreshold(before, waiting).served,
    );
  });

  it('lets a class with few observations start from what all classes have shown', () => {
    const few = observe(40, () => 1);
    const good = chooseThreshold(
      few,
      waiting,
      observe(4000, (logit) => logistic(logit + 3)),
    );
    const bad = chooseThreshold(
      few,
      waiting,
      observe(4000, (logit) => logistic(logit - 3)),
    );
    expect(good.expectedWrong).toBeLessThanOrEqual(0.01);
    expect(bad.score).toBeGreaterThan(good.score);
  });

  it('has an upper bound that is never under its estimate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer(),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (count, seed, shift) => {
          const threshold = chooseThreshold(
            observe(count, (logit) => logistic(logit + shift), seed),
            waiting,
          );
          expect(threshold.upperWrong).toBeGreaterThanOrEqual(threshold.expectedWrong);
          expect(threshold.score === neverServe || threshold.upperWrong <= waiting.bound).toBe(
            true,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the state', () => {
  it('survives JSON, adds up over nodes, and fades', () => {
    const one = observe(300, logistic, 1);
    const other = observe(200, logistic, 2);
    const stored = JSON.parse(JSON.stringify(mergeCalibrations(one, other))) as CalibrationState;
    const total = (values: number[]) => values.reduce((all, value) => all + value, 0);
    expect(total(stored.observed)).toBe(500);
    expect(total(fadeCalibration(stored, 0.5).observed)).toBe(250);
    expect(chooseThreshold(stored)).toEqual(chooseThreshold(mergeCalibrations(other, one)));
  });

  it('leaves the state it was given as it was', () => {
    const state = emptyCalibration('test');
    recordObservation(recordLookup(state, 0.9), 0.9, false);
    expect(state).toEqual(emptyCalibration('test'));
  });
});

describe('score bins', () => {
  it('take every score, and begin at their lower edge', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (score) => {
        const bin = binOf(score);
        expect(bin).toBeGreaterThanOrEqual(0);
        expect(bin).toBeLessThan(binCount);
        expect(lowerEdgeOf(bin)).toBeLessThanOrEqual(score + 1e-9);
      }),
    );
  });
});

describe('the sigmoid', () => {
  it('finds the curve that made the observations', () => {
    const state = observe(20_000, (logit) => logistic(0.7 * logit - 1));
    const sigmoid = fitSigmoid(state.observed, state.wrong);
    expect(sigmoid.slope).toBeCloseTo(0.7, 1);
    expect(sigmoid.offset).toBeCloseTo(-1, 0);
  });

  it('trusts a calibrated verifier where nothing was observed, with caution', () => {
    const nothing = new Array<number>(binCount).fill(0);
    const sigmoid = fitSigmoid(nothing, nothing);
    expect(chanceOfWrong(sigmoid, 2, 0)).toBeCloseTo(1 - logistic(2));
    expect(chanceOfWrong(sigmoid, 2, 1.64)).toBeGreaterThan(0.3);
  });
});
