import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationSync } from '../../../shared/protocol.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import type { AppSettings } from '../../app.ts';
import { ask, type CustomerSocket, granted, RunningApp } from '../testing/running-app.ts';

describe("the limits of the customers' sockets", () => {
  let app: RunningApp;

  async function start(settings: Partial<AppSettings> = {}): Promise<RunningApp> {
    app = await RunningApp.start(
      { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
      settings,
    );
    return app;
  }
  afterEach(() => app.close());

  const open = async (socket: CustomerSocket): Promise<string> =>
    granted(await ask<ConversationSync>(socket, 'conversation-open', {})).conversationId;

  const send = (socket: CustomerSocket, conversationId: string, text: string) =>
    ask(socket, 'message-send', { conversationId, clientMessageId: randomUUID(), text });

  it('hold a visitor to so many messages, over all of their connections', async () => {
    await start({ messagesPerMinute: 2 });
    const token = await app.visitorToken();
    const [one, two] = [
      await app.customer({ auth: { token } }),
      await app.customer({ auth: { token } }),
    ];
    const conversationId = await open(one);
    await open(two);
    expect((await send(one, conversationId, 'first')).ok).toBe(true);
    expect((await send(two, conversationId, 'second')).ok).toBe(true);
    const limited = { error: { code: 'rate-limited', retryAfterMs: expect.any(Number) } };
    expect(await send(one, conversationId, 'third')).toMatchObject(limited);
    const retry = { conversationId, messageId: 'message-1' };
    expect(await ask(two, 'answer-retry', retry)).toMatchObject(limited);
    expect((await ask(two, 'answer-stop', retry)).ok).toBe(true);
  });

  it.each<[string, (conversationId: string) => Record<string, string>]>([
    ['feedback-give', (conversationId) => ({ conversationId, messageId: 'm', verdict: 'down' })],
    ['hand-off-request', (conversationId) => ({ conversationId })],
    ['conversation-close', (conversationId) => ({ conversationId, reason: 'solved' })],
  ])('count %s as a message', async (event, payload) => {
    await start({ messagesPerMinute: 2 });
    const socket = await app.customer();
    const conversationId = await open(socket);
    const acks = [];
    for (let call = 0; call < 3; call += 1)
      acks.push(await ask(socket, event, payload(conversationId)));
    expect(acks.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(acks[2]).toMatchObject({ error: { code: 'rate-limited' } });
  });

  it('hold an address to so many messages, over all of its visitors', async () => {
    await start({ messagesPerMinuteByAddress: 2 });
    const sockets = [await app.customer(), await app.customer(), await app.customer()];
    const acks = [];
    for (const socket of sockets) acks.push(await send(socket, await open(socket), 'Hello'));
    expect(acks.map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it('hold a connection to so many events a second', async () => {
    await start({ eventsPerSecond: 5 });
    const socket = await app.customer();
    const acks = await Promise.all(
      Array.from({ length: 8 }, () => ask(socket, 'conversation-open', {})),
    );
    expect(acks.filter(({ ok }) => ok)).toHaveLength(5);
    expect(acks.at(-1)).toMatchObject({ error: { code: 'rate-limited' } });
  });

  it('count the last forwarded address behind a trusted proxy only', async () => {
    await start({ messagesPerMinuteByAddress: 1, trustProxy: true });
    const from = (forwarded: string) => app.customer({ headers: { 'x-forwarded-for': forwarded } });
    const first = await from('9.9.9.9, 203.0.113.1');
    const same = await from('8.8.8.8, 203.0.113.1');
    const other = await from('9.9.9.9, 203.0.113.2');
    expect((await send(first, await open(first), 'Hello')).ok).toBe(true);
    expect((await send(same, await open(same), 'Hello')).ok).toBe(false);
    expect((await send(other, await open(other), 'Hello')).ok).toBe(true);
    const addresses = new Set(app.desk.openedBy.map(({ address }) => address));
    expect([...addresses]).toEqual(['203.0.113.1', '203.0.113.2']);
  });
});
