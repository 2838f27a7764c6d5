import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeSettingStoreContract } from '../../ports/setting-store.contract.ts';
import { PostgresSettingStore } from './setting-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeSettingStoreContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return { store: new PostgresSettingStore(pool), close };
  });
});
