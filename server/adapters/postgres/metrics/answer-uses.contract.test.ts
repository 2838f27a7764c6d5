import { onEachDatabase } from '../../../../e2e/servers/databases.ts';
import { describeAnswerUsesContract } from '../../../ports/answer-uses.contract.ts';
import { PostgresConversationStore } from '../conversation-store.ts';
import { postgresAnswerUses } from './answer-uses.ts';

onEachDatabase((name, makeDatabase) => {
  describeAnswerUsesContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return { uses: postgresAnswerUses(pool), store: new PostgresConversationStore(pool), close };
  });
});
