import { describe, expect, it } from 'vitest';
import type { CalibrationView } from '../../../shared/admin-protocol.ts';
import {
  observationsOf,
  standingOf,
  thresholdWords,
  upperWrongWords,
} from './calibration-words.ts';

const nothing = { numerator: 0, denominator: 0, share: null, low: null, high: null };
const line = (values: Partial<CalibrationView['classes'][number]>) => ({
  taskClass: 'faq' as const,
  threshold: null,
  basis: 'cold-start' as const,
  lookups: 0,
  observations: 0,
  wrong: nothing,
  upperWrong: 1,
  served: 0,
  ...values,
});
const view = (values: Partial<CalibrationView>): CalibrationView => ({
  bound: 0.01,
  neededObservations: 200,
  wrongHits: nothing,
  alarm: false,
  classes: [],
  ...values,
});

describe('the calibration in words', () => {
  const served = line({ threshold: 0.875, basis: 'observations', upperWrong: 0.0083 });

  it('says from which score on a class is served', () => {
    expect(thresholdWords(line({}))).toBe('Waits for observations');
    expect(thresholdWords(line({ basis: 'observations' }))).toBe('None is good enough');
    expect(thresholdWords(served)).toBe('Score 0.88');
  });

  it('promises a rate only for what is served', () => {
    expect(upperWrongWords(line({}))).toBeNull();
    expect(upperWrongWords(served)).toBe('≤ 0.8%');
  });

  it('counts the observations that all classes share', () => {
    const classes = [line({ observations: 3 }), line({ observations: 4 })];
    expect(observationsOf(view({ classes }))).toBe(7);
  });

  it('is young until it rests on observations, and alarmed when hits are too often wrong', () => {
    expect(standingOf(view({}))).toBe('young');
    expect(standingOf(view({ classes: [line({})] }))).toBe('young');
    expect(standingOf(view({ classes: [line({}), served] }))).toBe('calibrated');
    expect(standingOf(view({ classes: [served], alarm: true }))).toBe('alarm');
  });
});
