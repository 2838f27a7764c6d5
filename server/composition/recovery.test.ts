import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepRecovering } from './recovery.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 0, 31, 12);

/** Times as minutes before now. */
type Asked = { what: 'recover' | 'giveUp'; from: number; to: number };

describe('the look after unanswered messages', () => {
  let asked: Asked[];
  let stop: () => void;
  let failures: number;
  const note =
    (what: Asked['what']) =>
    async ({ sinceMs, untilMs }: { sinceMs: number; untilMs: number }): Promise<number> => {
      const ago = (ms: number) => (Date.now() - ms) / minuteMs;
      asked.push({ what, from: ago(sinceMs), to: ago(untilMs) });
      if (what === 'giveUp' && failures-- > 0) throw new Error('gone');
      return 0;
    };
  const desk = { recover: note('recover'), giveUp: note('giveUp') };
  const logger = { info: () => {}, warn: () => {} };
  const givenUp = () => asked.filter(({ what }) => what === 'giveUp');

  beforeEach(() => {
    vi.useFakeTimers({ now: start });
    asked = [];
    failures = 0;
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('answers the last hour and gives up what is older', async () => {
    stop = await keepRecovering(desk, { isAlone: true, logger });
    expect(asked).toEqual([
      { what: 'recover', from: 60, to: 0 },
      { what: 'giveUp', from: 30 * 24 * 60, to: 60 },
    ]);
  });

  it('then gives up what grew too old meanwhile, and a while before', async () => {
    stop = await keepRecovering(desk, { isAlone: false, logger });
    await vi.advanceTimersByTimeAsync(minuteMs / 2);
    expect(asked.at(-1)).toEqual({ what: 'giveUp', from: 70.5, to: 60 });
  });

  it('looks again within seconds when it could not look, as often as that takes', async () => {
    stop = await keepRecovering(desk, { isAlone: true, logger });
    failures = 3;
    await vi.advanceTimersByTimeAsync(minuteMs / 2);
    const looks = () => givenUp().length;
    expect(looks()).toBe(2);
    await vi.advanceTimersByTimeAsync(minuteMs / 4);
    expect(looks()).toBe(5);
    await vi.advanceTimersByTimeAsync(minuteMs / 4);
    expect(looks()).toBe(5);
  });

  it('looks as far back again when it could not look', async () => {
    failures = 1;
    stop = await keepRecovering(desk, { isAlone: true, logger });
    await vi.advanceTimersByTimeAsync(minuteMs / 2);
    expect(givenUp().map(({ from }) => Math.floor(from))).toEqual([43_200, 43_200]);
  });
});
