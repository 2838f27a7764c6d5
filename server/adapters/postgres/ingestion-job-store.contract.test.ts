import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeIngestionJobStoreContract } from '../../ports/ingestion-job-store.contract.ts';
import { PostgresIngestionJobStore } from './ingestion-job-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeIngestionJobStoreContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return {
      store: new PostgresIngestionJobStore(pool),
      disconnect: () => pool.end(),
      close,
    };
  });
});
