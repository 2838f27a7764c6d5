import { describe, expect, it } from 'vitest';
import { rateOf } from '../metrics/wilson-interval.ts';
import { WrongHitAlarm } from './wrong-hit-alarm.ts';

describe('the alarm for wrong hits', () => {
  it('goes on when the rate is above the bound beyond doubt, and off again, once each', async () => {
    let rate = rateOf(1, 5);
    const heard: boolean[] = [];
    const alarm = new WrongHitAlarm({
      audit: { recent: async () => rate },
      bound: 0.05,
      onChange: (isRaised) => heard.push(isRaised),
    });
    await alarm.check();
    expect(alarm.isRaised).toBe(false);
    rate = rateOf(20, 100);
    await alarm.check();
    await alarm.check();
    expect(alarm.isRaised).toBe(true);
    rate = rateOf(20, 1000);
    await alarm.check();
    expect(heard).toEqual([true, false]);
  });
});
