import { describeSettingStoreContract } from '../../ports/setting-store.contract.ts';
import { settingsInMemory } from './setting-store.ts';

describeSettingStoreContract('the process', async () => ({
  store: settingsInMemory(),
  close: async () => {},
}));
