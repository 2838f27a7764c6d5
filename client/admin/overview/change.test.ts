import { describe, expect, it } from 'vitest';
import type { Rate } from '../../../shared/admin-protocol.ts';
import { amountChange, shareChange } from './change.ts';

const rate = (share: number, spread = 0.01): Rate => ({
  numerator: 0,
  denominator: 1,
  share,
  low: share - spread,
  high: share + spread,
});
const nothing: Rate = { numerator: 0, denominator: 0, share: null, low: null, high: null };
const amount = (value: number | null, of = 100) => ({ value, of });

describe('the change against the range before', () => {
  it('of a share is in points', () => {
    expect(shareChange(rate(0.64), rate(0.6), 'higher')).toEqual({
      text: '+4 points',
      tone: 'better',
    });
    expect(shareChange(rate(0.6, 0), rate(0.61, 0), 'higher')).toEqual({
      text: '−1 point',
      tone: 'worse',
    });
    expect(shareChange(rate(0.601), rate(0.6), 'higher')).toEqual({
      text: 'no change',
      tone: 'neutral',
    });
  });

  it('of a share is no progress while it may be chance', () => {
    expect(shareChange(rate(0.64, 0.1), rate(0.6, 0.1), 'higher')?.tone).toBe('neutral');
  });

  it('of an amount is relative', () => {
    const against = (now: number, better: 'higher' | 'lower' | 'neither') =>
      amountChange(amount(now), amount(100), better);
    expect(against(88, 'lower')).toEqual({ text: '−12%', tone: 'better' });
    expect(against(150, 'lower')).toEqual({ text: '+50%', tone: 'worse' });
    expect(against(150, 'neither')).toEqual({ text: '+50%', tone: 'neutral' });
    expect(against(2_000, 'higher')?.text).toBe('20 times');
    expect(against(4.2, 'lower')?.text).toBe('−96%');
  });

  it('is not told where there is too little to compare', () => {
    expect(shareChange(nothing, rate(0.5), 'higher')).toBeNull();
    expect(amountChange(amount(5), amount(0), 'higher')).toBeNull();
    expect(amountChange(amount(5), amount(null), 'higher')).toBeNull();
    expect(amountChange(amount(5), amount(4, 19), 'higher')).toBeNull();
  });
});
