import { expect, inject, it } from 'vitest';
import { startPostgres } from '../../../e2e/servers/postgres.ts';
import { whenAvailable } from '../../../e2e/servers/when-available.ts';
import { PostgresConversationStore } from './conversation-store.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

whenAvailable('PostgreSQL', inject('postgresUrl'), () => {
  it('a store goes on by itself when its PostgreSQL comes back, with all it had', async () => {
    const server = await startPostgres();
    if (!server) throw new Error('PostgreSQL does not start');
    const pool = createPool({ url: server.url });
    const store = new PostgresConversationStore(pool);
    await migrate(pool);
    const input = { id: 'c', visitorId: 'v', site: 'shop', locale: 'en' };
    const created = await store.createConversation(input);
    await server.kill();
    const down = { code: 'storage-unavailable', retryable: true };
    await expect(store.getConversation('c')).rejects.toMatchObject(down);
    await expect(store.createConversation({ ...input, id: 'd' })).rejects.toMatchObject(down);
    await server.restart();
    expect(await store.getConversation('c')).toEqual(created);
    expect(await store.getConversation('d')).toBeNull();
    await pool.end();
    await server.close();
  });
});
