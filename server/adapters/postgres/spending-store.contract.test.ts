import { expect, it } from 'vitest';
import { onEachDatabase } from '../../../e2e/servers/databases.ts';
import { describeSpendingStoreContract } from '../../ports/spending-store.contract.ts';
import { PostgresConversationStore } from './conversation-store.ts';
import { PostgresSpendingStore } from './spending-store.ts';

onEachDatabase((name, makeDatabase) => {
  describeSpendingStoreContract(name, async () => {
    const { pool, close } = await makeDatabase();
    return {
      spending: new PostgresSpendingStore(pool, new Uint8Array(32)),
      conversations: new PostgresConversationStore(pool),
      close,
    };
  });

  it(`keeps no address on ${name} that could be read or followed from day to day`, async () => {
    const { pool, close } = await makeDatabase();
    const spending = new PostgresSpendingStore(pool, new Uint8Array(32));
    for (const day of ['2026-05-01', '2026-05-02'])
      await spending.addToAddress('203.0.113.1', day, 1);
    const { rows } = await pool.query<{ address_key: string }>('select * from address_spending');
    expect(new Set(rows.map((row) => row.address_key)).size).toBe(2);
    expect(JSON.stringify(rows)).not.toContain('203.0');
    await close();
  });
});
