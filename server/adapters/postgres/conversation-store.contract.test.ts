import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeConversationStoreContract } from '../../ports/conversation-store.contract.ts';
import { PostgresConversationStore } from './conversation-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeConversationStoreContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return {
      store: new PostgresConversationStore(pool),
      disconnect: () => pool.end(),
      close,
    };
  });
});
