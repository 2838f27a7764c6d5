import { describeCacheContract } from '../../ports/cache.contract.ts';
import { InProcessCache } from './cache.ts';
import { ManualClock } from './manual-clock.ts';

describeCacheContract('InProcessCache', async () => {
  const clock = new ManualClock();
  return {
    cache: new InProcessCache({ clock, maxBytes: 1_000_000 }),
    nowMs: () => clock.nowMs(),
    passTime: async (ms) => clock.advance(ms),
  };
});
