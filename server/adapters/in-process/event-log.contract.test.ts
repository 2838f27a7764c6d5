import { describeEventLogContract } from '../../ports/event-log.contract.ts';
import { InProcessEventLog } from './event-log.ts';
import { ManualClock } from './manual-clock.ts';

describeEventLogContract('InProcessEventLog', async () => {
  const clock = new ManualClock();
  const retention = { retainMs: 500, forgetMs: 2000 };
  return {
    log: new InProcessEventLog({ clock, retention }),
    passTime: async (ms) => clock.advance(ms),
    ...retention,
  };
});
