import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationClient } from '../../client/kit/conversation-client.ts';
import { MemoryStore } from '../../client/kit/key-value-store.ts';
import { chatItems } from '../../client/widget/chat-items.ts';
import { startSimulatedProductOnPostgres } from '../harness/simulated-product.ts';
import { findPostgres } from '../servers/postgres.ts';

describe.skipIf(findPostgres() === null)('while the database refuses what is answered', () => {
  let product: Awaited<ReturnType<typeof startSimulatedProductOnPostgres>>;
  let database: Client;

  beforeAll(async () => {
    product = await startSimulatedProductOnPostgres({
      script: { firstTokenMs: 20, tokensPerSecond: 200 },
    });
    database = new Client({ connectionString: product.postgres.url });
    await database.connect();
  }, 180_000);
  afterAll(async () => {
    await database.end();
    await product.close();
  });

  /** A page with the widget; with the same store it is the same customer's. */
  const opened = (store: MemoryStore) => {
    const client = new ConversationClient({
      url: product.deskhand.url,
      site: 'default',
      locale: 'en',
      store,
    });
    client.start();
    return client;
  };
  const lastItem = (client: ConversationClient) => chatItems(client.getSnapshot()).at(-1);
  const lastAnswer = (client: ConversationClient) => {
    const item = lastItem(client);
    return item?.kind === 'answer' && item.phase === 'ended' ? item.message : null;
  };

  it('a first message ends in a stored failure, that may be asked for again once it does not', {
    timeout: 180_000,
  }, async () => {
    await database.query(`
      alter table messages add constraint refused check (role = 'customer' or text = '') not valid`);
    const store = new MemoryStore();
    const client = opened(store);
    client.send('What does plan S cost a month?');
    const stored = async () =>
      (await database.query(`select answer_status from messages where role = 'assistant'`)).rows;
    // Two more attempts, one in each of the next looks.
    await expect
      .poll(stored, { timeout: 75_000, interval: 500 })
      .toEqual([{ answer_status: 'failed' }]);
    await expect.poll(() => lastAnswer(client)?.answerStatus).toBe('failed');
    client.stop();

    const reloaded = opened(store);
    await expect.poll(() => lastAnswer(reloaded)?.answerStatus, { timeout: 10_000 }).toBe('failed');
    await database.query('alter table messages drop constraint refused');
    await reloaded.retryAnswer(lastAnswer(reloaded)?.id ?? '');
    await expect.poll(() => lastAnswer(reloaded)?.text, { timeout: 20_000 }).toContain('8.90 EUR');
    reloaded.stop();
  });
});
