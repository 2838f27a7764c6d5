import { describe, expect, it } from 'vitest';
import { inkOn, luminance, parseHex } from './ink.ts';

describe('ink on a colour', () => {
  it('reads short and long hex colours only', () => {
    expect(parseHex('#fff')).toEqual([255, 255, 255]);
    expect(parseHex('#0f766e')).toEqual([15, 118, 110]);
    expect(parseHex('red')).toBeNull();
    expect(parseHex('#12')).toBeNull();
  });

  it('always reaches the contrast of 4.5 that normal text needs', () => {
    for (let step = 0; step < 4096; step += 7) {
      const color = `#${step.toString(16).padStart(3, '0')}`;
      const [a, b] = [color, inkOn(color)].map((each) => luminance(parseHex(each) ?? []));
      const contrast = (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05);
      expect(contrast).toBeGreaterThan(4.5);
    }
  });
});
