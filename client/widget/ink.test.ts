import { describe, expect, it } from 'vitest';
import { contrast, inkOn, luminance, parseHex, readableOn } from './ink.ts';

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
      expect(contrast(a ?? 0, b ?? 0)).toBeGreaterThan(4.5);
    }
  });

  it('makes any colour readable on a light and on a dark ground, and leaves one that is', () => {
    for (const ground of ['#e9ebef', '#2a303a']) {
      for (let step = 0; step < 4096; step += 7) {
        const text = readableOn(`#${step.toString(16).padStart(3, '0')}`, ground);
        const rgb = (text.match(/\d+/g) ?? []).map(Number);
        expect(contrast(luminance(rgb), luminance(parseHex(ground) ?? []))).toBeGreaterThan(4.49);
      }
    }
    expect(readableOn('#0f5c4d', '#ffffff')).toBe('rgb(15 92 77)');
  });
});
