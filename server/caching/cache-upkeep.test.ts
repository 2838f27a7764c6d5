import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CacheUpkeep } from './cache-upkeep.ts';

const done: string[] = [];
const noted = (name: string) => async () => {
  done.push(name);
};

function upkeep(changes: { localDimensions?: number | null; watch?: () => Promise<void> } = {}) {
  const reconcile = async () => {
    done.push('reconcile');
    return { documentIds: [], messageIds: [] };
  };
  const run = async () => {
    done.push('follow');
    return { added: 0, removed: 0 };
  };
  return new CacheUpkeep({
    answers: { reconcile, sweep: noted('sweep'), vectorSync: () => ({ run }) as never },
    calibrations: [{ load: noted('load'), save: noted('save') }],
    localDimensions: 2,
    watch: noted('watch'),
    onError: () => done.push('error'),
    ...changes,
  });
}

describe('the upkeep of the caches', () => {
  beforeEach(() => {
    done.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does everything once at the start', async () => {
    const chores = upkeep();
    await chores.start();
    expect(done).toEqual(['reconcile', 'follow', 'load', 'save', 'watch']);
    chores.stop();
  });

  it('makes vectors of this process follow the cache each minute, and reconciles every five', async () => {
    const chores = upkeep();
    await chores.start();
    done.length = 0;
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    const times = (name: string) => done.filter((each) => each === name).length;
    expect({ follow: times('follow'), reconcile: times('reconcile') }).toEqual({
      follow: 5,
      reconcile: 1,
    });
    chores.stop();
  });

  it('sweeps an index of its own instead, once a day', async () => {
    const chores = upkeep({ localDimensions: null });
    await chores.start();
    done.length = 0;
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(done.filter((each) => each === 'sweep')).toHaveLength(1);
    expect(done).not.toContain('follow');
    chores.stop();
  });

  it('goes on after a failure', async () => {
    const chores = upkeep({ watch: () => Promise.reject(new Error('database away')) });
    await chores.start();
    expect(done.at(-1)).toBe('error');
    done.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toContain('follow');
    expect(done).toContain('error');
    chores.stop();
    done.length = 0;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(done).toEqual([]);
  });
});
