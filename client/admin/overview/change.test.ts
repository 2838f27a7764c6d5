import { describe, expect, it } from 'vitest';
import { amountChange, shareChange } from './change.ts';

describe('the change against the range before', () => {
  it('of a share is in points', () => {
    expect(shareChange(0.64, 0.6, 'higher')).toEqual({ text: '+4 points', tone: 'better' });
    expect(shareChange(0.6, 0.61, 'higher')).toEqual({ text: '−1 point', tone: 'worse' });
    expect(shareChange(0.601, 0.6, 'higher')).toEqual({ text: 'no change', tone: 'neutral' });
  });

  it('of an amount is relative', () => {
    expect(amountChange(88, 100, 'lower')).toEqual({ text: '−12%', tone: 'better' });
    expect(amountChange(150, 100, 'lower')).toEqual({ text: '+50%', tone: 'worse' });
    expect(amountChange(150, 100, 'neither')).toEqual({ text: '+50%', tone: 'neutral' });
    expect(amountChange(2_000, 100, 'higher')?.text).toBe('20 times');
  });

  it('is not told where there is nothing to compare with', () => {
    expect(shareChange(null, 0.5, 'higher')).toBeNull();
    expect(amountChange(5, 0, 'higher')).toBeNull();
    expect(amountChange(5, null, 'higher')).toBeNull();
  });
});
