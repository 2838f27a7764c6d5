import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationClient } from '../../client/kit/conversation-client.ts';
import { MemoryStore } from '../../client/kit/key-value-store.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { startSimulatedProductOnPostgres } from '../harness/simulated-product.ts';
import { findPostgres } from '../servers/postgres.ts';

describe.skipIf(findPostgres() === null)('while the database is down', () => {
  let product: Awaited<ReturnType<typeof startSimulatedProductOnPostgres>>;

  beforeAll(async () => {
    product = await startSimulatedProductOnPostgres({
      script: { firstTokenMs: 20, tokensPerSecond: 200 },
    });
  }, 180_000);
  afterAll(() => product.close());

  /** A widget's conversation without the widget; with the same store it is the same page loaded again. */
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
  const messages = (client: ConversationClient) => {
    const state = client.getSnapshot();
    return state.kind === 'open' ? state.thread.messages : [];
  };
  const said = (client: ConversationClient, role: 'customer' | 'assistant') =>
    messages(client).flatMap((message) => (message.role === role ? [message.text] : []));
  const states = (client: ConversationClient) =>
    client.getSnapshot().unsent.map(({ text, state }) => [text, state.kind]);
  const soon = { timeout: 60_000 };
  const metrics = () => MetricsPage.read(product.deskhand.url);

  it('a message is not sent yet, outlives a reload, is sent by itself later and answered once', {
    timeout: 180_000,
  }, async () => {
    const store = new MemoryStore();
    const before = opened(store);
    before.send('What does plan S cost a month?');
    await expect.poll(() => said(before, 'assistant').join(), soon).toContain('8.90 EUR');

    await product.postgres.kill();
    const second = 'What does plan L cost a month?';
    const third = 'How much is express delivery?';
    before.send(second);
    await expect.poll(() => states(before), soon).toEqual([[second, 'not-sent-yet']]);
    const [unsent] = before.getSnapshot().unsent;
    expect(unsent?.state).toMatchObject({
      error: { code: 'storage-unavailable', retryable: true },
    });
    before.send(third);
    await expect
      .poll(() => states(before).map(([, kind]) => kind), soon)
      .toEqual(['not-sent-yet', 'not-sent-yet']);
    const down = await metrics();
    expect(down.value('deskhand_database_up')).toBe(0);
    const refused =
      'deskhand_refused_events_total{event="message-send",code="storage-unavailable"}';
    expect(down.value(refused)).toBeGreaterThan(0);
    // Nothing of it was asked of a model.
    const calls = product.simulator.requests().length;

    before.stop();
    const after = opened(store);
    expect(states(after).map(([text]) => text)).toEqual([second, third]);

    await product.postgres.restart();
    await expect.poll(() => states(after), soon).toEqual([]);
    await expect.poll(() => said(after, 'assistant').length, soon).toBe(3);
    expect(said(after, 'customer')).toEqual(['What does plan S cost a month?', second, third]);
    expect(said(after, 'assistant')[1]).toContain('19.90 EUR');
    expect(said(after, 'assistant')[2]).toContain('12.90 EUR');
    expect(product.simulator.requests().length).toBe(calls + 2);
    expect((await metrics()).value('deskhand_database_up')).toBe(1);
    after.stop();
  });

  it('an answer that is under way when it goes down is there when it is back', {
    timeout: 240_000,
  }, async () => {
    product.simulator.setModels([{ id: '*', firstTokenMs: 20, tokensPerSecond: 5 }]);
    const client = opened(new MemoryStore());
    client.send('When is the workshop in Graz open on Saturday?');
    const live = () => {
      const state = client.getSnapshot();
      return state.kind === 'open' ? (state.thread.live[0]?.text ?? '') : '';
    };
    await expect.poll(live, soon).not.toBe('');
    await product.postgres.kill();
    product.simulator.setModels([{ id: '*', firstTokenMs: 20, tokensPerSecond: 200 }]);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    await product.postgres.restart();
    await expect
      .poll(() => said(client, 'assistant').join('\n'), { timeout: 180_000 })
      .toContain('10:00 to 14:00');
    expect(said(client, 'customer')).toHaveLength(1);
    expect(said(client, 'assistant')).toHaveLength(1);
    client.stop();
  });
});
