import { onEachDatabase } from '../../../../e2e/servers/databases.ts';
import { describeMetricsStoreContract } from '../../../ports/metrics-store.contract.ts';
import { PostgresConversationStore } from '../conversation-store.ts';
import { PostgresSpendingStore } from '../spending-store.ts';
import { PostgresMetricsStore } from './metrics-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeMetricsStoreContract(name, async (budget) => {
    const { pool, close } = await makeDatabase();
    return {
      metrics: new PostgresMetricsStore(pool, budget),
      store: new PostgresConversationStore(pool),
      spending: new PostgresSpendingStore(pool, new Uint8Array(32)),
      close,
    };
  });
});
