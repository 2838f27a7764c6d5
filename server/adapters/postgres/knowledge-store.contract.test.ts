import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeKnowledgeStoreContract } from '../../ports/knowledge-store.contract.ts';
import { PostgresKnowledgeStore } from './knowledge-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeKnowledgeStoreContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return {
      store: new PostgresKnowledgeStore(pool),
      disconnect: () => pool.end(),
      close,
    };
  });
});
