import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../caching/training/labelled-questions.ts';
import { byClassPrior, oracle, productRouter, randomly } from './choosers.ts';
import { averageGapClosed, curveOf, pointOf } from './curve.ts';
import { drawRecords, type RoutingRecord } from './records.ts';

const records = drawRecords(1_500, makeRandom(1));
const all = (choice: 'weak' | 'strong') =>
  pointOf(
    records,
    records.map(() => choice),
    0,
  );
const ends = { weak: all('weak'), strong: all('strong') };
const gap = (chooser: Parameters<typeof curveOf>[1]) =>
  averageGapClosed(curveOf(records, chooser), ends);

describe('the share of the gap that is closed', () => {
  it('is about a half by chance', () => {
    expect(gap(randomly(makeRandom(2)))).toBeGreaterThan(0.45);
    expect(gap(randomly(makeRandom(2)))).toBeLessThan(0.56);
  });

  it('grows with what is known: chance, the class, the outcome', () => {
    const known = [gap(randomly(makeRandom(2))), gap(byClassPrior), gap(oracle)];
    expect(known).toEqual(known.toSorted((left, right) => left - right));
    expect(known[2]).toBeGreaterThan(0.9);
  });

  it('is better than chance for the router, which begins without knowing anything', () => {
    expect(gap(productRouter(makeRandom(3)))).toBeGreaterThan(gap(randomly(makeRandom(2))) + 0.02);
  });
});

it('counts what was chosen', () => {
  const record: RoutingRecord = {
    class: 'faq',
    weakRight: false,
    strongRight: true,
    weakCostUsd: 1,
    strongCostUsd: 10,
  };
  expect(pointOf([record, record], ['weak', 'strong'], 0)).toEqual({
    knob: 0,
    costUsd: 5.5,
    quality: 0.5,
    strong: 0.5,
  });
});
