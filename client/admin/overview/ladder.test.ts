import { describe, expect, it } from 'vitest';
import {
  answerRateNames,
  conversationRateNames,
  type Figures,
  type Rate,
} from '../../../shared/admin-protocol.ts';
import { ladderOf, rungBar } from './ladder.ts';

const rate = (numerator: number, denominator: number): Rate =>
  denominator === 0
    ? { numerator, denominator, share: null, low: null, high: null }
    : { numerator, denominator, share: numerator / denominator, low: 0.1, high: 0.9 };

const rates = Object.fromEntries(
  [...conversationRateNames, ...answerRateNames].map((name) => [name, rate(0, 0)]),
) as Figures['rates'];

describe('the ladder of outcomes', () => {
  const rungs = ladderOf({
    ...rates,
    eligible: rate(10, 12),
    engaged: rate(9, 10),
    contained: rate(6, 10),
  });

  it('goes from eligible to durable', () => {
    expect(rungs.map(({ name }) => name)).toEqual([
      'eligible',
      'engaged',
      'contained',
      'assumed-resolved',
      'verified',
      'confirmed',
      'durable',
    ]);
  });

  it('tells what each rung leaves of its denominator', () => {
    expect(rungs.slice(0, 3).map(({ rest }) => rest)).toEqual([2, 1, 4]);
  });

  it('has no bar where nothing was counted', () => {
    expect(rungBar(rate(0, 0))).toBeNull();
    expect(rungBar(rate(6, 10))).toEqual({ width: 60, low: 10, high: 90 });
  });
});
