import { describe, expect, it } from 'vitest';
import { ProviderLimits } from './provider-limits.ts';

function makeLimits() {
  const clock = { now: 0, nowMs: () => clock.now, monotonicMs: () => clock.now };
  return { clock, limits: new ProviderLimits(clock) };
}

describe('the limits of a model', () => {
  it('let a minute’s worth of requests go at once and space the rest evenly', () => {
    const { limits } = makeLimits();
    const waits = [1, 2, 3, 4].map(() =>
      limits.reserve('m', { concurrency: 1, requestsPerMinute: 2 }, 10, 90_000),
    );
    expect(waits).toEqual([0, 0, 30_000, 60_000]);
  });

  it('take no place where the wait would be too long', () => {
    const { limits } = makeLimits();
    const rate = { concurrency: 1, requestsPerMinute: 1 };
    expect(limits.reserve('m', rate, 10, 0)).toBe(0);
    expect(limits.reserve('m', rate, 10, 1_000)).toBeNull();
    expect(limits.reserve('m', rate, 10, 60_000)).toBe(60_000);
  });

  it('count tokens too', () => {
    const { limits, clock } = makeLimits();
    const rate = { concurrency: 1, tokensPerMinute: 1_000 };
    expect(limits.reserve('m', rate, 800, 0)).toBe(0);
    expect(limits.reserve('m', rate, 800, 0)).toBeNull();
    clock.now += 36_000;
    expect(limits.reserve('m', rate, 800, 0)).toBe(0);
  });

  it('let a prompt through that is larger than a minute’s tokens, once the lane is free', () => {
    const { limits } = makeLimits();
    const waitMs = limits.reserve('m', { concurrency: 1, tokensPerMinute: 1_000 }, 1_500, 60_000);
    expect(waitMs).toBe(30_000);
  });

  it('hold for each model apart', () => {
    const { limits } = makeLimits();
    const rate = { concurrency: 1, requestsPerMinute: 1 };
    expect(limits.reserve('m', rate, 10, 0)).toBe(0);
    expect(limits.reserve('n', rate, 10, 0)).toBe(0);
  });

  it('keep away from a model that asked for it', () => {
    const { limits, clock } = makeLimits();
    limits.block('m', 2_000);
    expect(limits.reserve('m', { concurrency: 1 }, 10, 1_000)).toBeNull();
    expect(limits.reserve('m', { concurrency: 1 }, 10, 5_000)).toBe(2_000);
    clock.now += 2_000;
    expect(limits.reserve('m', { concurrency: 1 }, 10, 0)).toBe(0);
  });
});
