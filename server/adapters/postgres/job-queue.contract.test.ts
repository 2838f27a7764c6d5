import pg from 'pg';
import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeJobQueueContract } from '../../ports/job-queue.contract.ts';
import { PostgresJobQueue } from './job-queue.ts';

onEachDatabase((name, makeDatabase) => {
  describeJobQueueContract(name, async () => {
    const { pool, close } = await makeDatabase();
    const pools: pg.Pool[] = [];
    return {
      async join() {
        const own = new pg.Pool(pool.options);
        pools.push(own);
        const options = { pollMs: 50, leaseMs: 600, retryDelayMs: 10 };
        return { queue: new PostgresJobQueue(own, options), crash: () => own.end() };
      },
      async close() {
        await Promise.all(pools.filter((own) => !own.ending).map((own) => own.end()));
        await close();
      },
    };
  });
});
