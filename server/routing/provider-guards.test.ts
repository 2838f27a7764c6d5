import { describe, expect, it } from 'vitest';
import type { Rung } from './ladder.ts';
import { type Admission, ProviderGuards } from './provider-guards.ts';

const rung = (changes: Partial<Rung> = {}): Rung => ({
  id: 'm',
  provider: 'p',
  tier: 'small',
  model: { id: 'm', provider: 'p', stream: async function* () {} },
  prices: { input: 0, output: 0, cachedInput: 0 },
  contextWindow: 8_000,
  limits: { concurrency: 100 },
  timeouts: { firstTokenMs: 1, gapMs: 1, totalMs: 1 },
  ...changes,
});

function setUp() {
  const clock = { now: 0, nowMs: () => clock.now, monotonicMs: () => clock.now };
  const guards = new ProviderGuards(clock);
  const { signal } = new AbortController();
  const admit = (of: Rung = rung(), maxWaitMs = 10): Promise<Admission> =>
    guards.admit(of, 10, maxWaitMs, signal);
  const settle = async (end: 'succeed' | 'fail' | 'release', times: number): Promise<void> => {
    for (let call = 0; call < times; call++) (await admit())[end]();
    await Promise.resolve();
  };
  return { clock, guards, admit, settle };
}

describe('the breaker of a provider', () => {
  it('opens at half of at least five calls failed, and turns calls away', async () => {
    const { guards, admit, settle } = setUp();
    await settle('succeed', 2);
    await settle('fail', 2);
    expect(guards.breakerState('p')).toBe('closed');
    await settle('fail', 1);
    await expect.poll(() => guards.breakerState('p')).toBe('open');
    await expect(admit()).rejects.toMatchObject({ code: 'model-unavailable', retryable: false });
  });

  it('forgets what is older than a minute', async () => {
    const { clock, guards, settle } = setUp();
    await settle('fail', 4);
    clock.now += 60_000;
    await settle('fail', 4);
    expect(guards.breakerState('p')).toBe('closed');
  });

  it('does not count calls that ended for other reasons', async () => {
    const { guards, settle } = setUp();
    await settle('release', 20);
    expect(guards.breakerState('p')).toBe('closed');
  });

  it('is shared by the models of a provider and no others', async () => {
    const { admit, settle, guards } = setUp();
    await settle('fail', 5);
    await expect.poll(() => guards.breakerState('p')).toBe('open');
    await expect(admit(rung({ id: 'other' }))).rejects.toMatchObject({ code: 'model-unavailable' });
    (await admit(rung({ id: 'n', provider: 'q' }))).succeed();
  });
});

describe('what admins see of the guards', () => {
  const quiet = { breaker: 'closed', calls: 0, failed: 0, running: 0, waiting: 0, blockedForMs: 0 };

  it('is quiet before the first call', () => {
    expect(setUp().guards.stateOf(rung())).toEqual(quiet);
  });

  it("tells of the provider's last minute and of the model's calls", async () => {
    const { clock, guards, admit, settle } = setUp();
    await settle('succeed', 2);
    await settle('fail', 1);
    const narrow = rung({ id: 'n', limits: { concurrency: 1 } });
    const running = await admit(narrow);
    const waiting = admit(narrow, 5_000);
    guards.limits.block('n', 3_000);
    clock.now += 1_000;
    expect(guards.stateOf(narrow)).toEqual({
      breaker: 'closed',
      calls: 3,
      failed: 1,
      running: 1,
      waiting: 1,
      blockedForMs: 2_000,
    });
    running.release();
    await waiting.catch(() => {});
    clock.now += 60_000;
    expect(guards.stateOf(rung())).toEqual(quiet);
  });
});

describe('the bulkhead of a model', () => {
  const narrow = rung({ limits: { concurrency: 1 } });

  it('lets the next call in when one ends', async () => {
    const { admit } = setUp();
    const first = await admit(narrow);
    const second = admit(narrow, 5_000);
    first.succeed();
    (await second).succeed();
  });

  it('turns a call away that would wait too long, and gives its place up', async () => {
    const { admit } = setUp();
    const first = await admit(narrow);
    await expect(admit(narrow, 5)).rejects.toMatchObject({ code: 'model-rate-limited' });
    first.succeed();
    (await admit(narrow, 5_000)).succeed();
  });

  it('lets go of a call that is cancelled while it waits', async () => {
    const { guards, admit } = setUp();
    const first = await admit(narrow);
    const stop = new AbortController();
    const waiting = guards.admit(narrow, 10, 5_000, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    first.succeed();
    (await admit(narrow, 5_000)).succeed();
  });
});
