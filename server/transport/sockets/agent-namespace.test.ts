import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentConversation, ConversationSync, QueueItem } from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import type { AppSettings } from '../../app.ts';
import {
  type AgentSocket,
  ask,
  type ConnectOptions,
  granted,
  Received,
  RunningApp,
} from '../testing/running-app.ts';

describe("the agents' sockets", () => {
  let app: RunningApp;

  const start = (settings: Partial<AppSettings> = {}) =>
    RunningApp.start(
      { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
      settings,
    );

  beforeEach(async () => {
    app = await start();
  });
  afterEach(() => app.close());

  const gone = (socket: AgentSocket) =>
    new Promise<string>((resolve) => socket.once('disconnect', resolve));

  async function customersConversation() {
    const socket = await app.customer();
    const sync = granted(await ask<ConversationSync>(socket, 'conversation-open', {}));
    return { socket, conversationId: sync.conversationId };
  }

  it('admit agents and admins by their session cookie', async () => {
    for (const role of ['agent', 'admin'] as const) {
      const { cookie } = await app.signedIn(role);
      expect((await app.agent(cookie)).connected).toBe(true);
    }
  });

  it("are out of reach without a session, with a forged one, and with a customer's token", async () => {
    const token = await app.visitorToken();
    const refusal = { data: { code: 'not-signed-in', retryable: false } };
    const attempts: ConnectOptions[] = [
      {},
      { headers: { cookie: 'session=made-up' } },
      { auth: { token, site: 'default' } },
      { auth: { token }, headers: { cookie: `session=${token}` } },
      { headers: { authorization: `Bearer ${token}` } },
    ];
    for (const attempt of attempts) {
      await expect(app.connected('/agent', attempt)).rejects.toMatchObject(refusal);
    }
  });

  it("are out of reach for other sites' pages, also those that may embed the widget", async () => {
    const { cookie } = await app.signedIn('agent');
    const from = (origin: string) => app.connected('/agent', { headers: { cookie, origin } });
    for (const origin of ['https://shop.example', 'https://evil.example', 'null']) {
      await expect(from(origin)).rejects.toMatchObject({ data: { code: 'not-allowed' } });
    }
    expect((await from(app.url)).connected).toBe(true);
  });

  it('see the queue and every change of it', async () => {
    const { socket, conversationId } = await customersConversation();
    const agent = await app.agent((await app.signedIn('agent')).cookie);
    expect(granted(await ask<QueueItem[]>(agent, 'queue-watch', {}))).toEqual([]);
    const changed = new Promise<QueueItem[]>((resolve) => agent.once('queue-changed', resolve));
    await ask(socket, 'hand-off-request', { conversationId });
    expect(await changed).toMatchObject([{ conversation: { id: conversationId } }]);
  });

  it("take, answer, hand back and close; the customer sees the agent's name", async () => {
    const { socket, conversationId } = await customersConversation();
    const received = new Received(socket);
    const agent = await app.agent((await app.signedIn('agent')).cookie);
    const opened = granted(
      await ask<AgentConversation>(agent, 'conversation-open', { conversationId }),
    );
    expect(opened.sync).toMatchObject({ conversationId });
    const message = { conversationId, clientMessageId: randomUUID(), text: 'I am here' };
    expect((await ask(agent, 'conversation-take', { conversationId })).ok).toBe(true);
    expect(
      granted(await ask(agent, 'message-send', { ...message, lastPosition: 0 })),
    ).toMatchObject({ position: 1 });
    expect(await received.upTo(2)).toMatchObject([
      { event: { type: 'hand-off-taken', state: { agentName: 'Ada' } } },
      { event: { message: { authorName: 'Ada', text: 'I am here' } } },
    ]);
    expect(await ask(agent, 'message-send', { ...message, lastPosition: 0 })).toMatchObject({
      error: { code: 'thread-moved-on' },
    });
    expect((await ask(agent, 'conversation-return', { conversationId })).ok).toBe(true);
    const close = { conversationId, reason: 'solved' };
    expect((await ask(agent, 'conversation-close', close)).ok).toBe(true);
  });

  it('take over from an agent once they are gone, and not before', async () => {
    const { conversationId } = await customersConversation();
    const signedIn = await app.signedIn('agent');
    const [ada, adasPhone] = [await app.agent(signedIn.cookie), await app.agent(signedIn.cookie)];
    const other = await app.agent((await app.signedIn('agent')).cookie);
    expect((await ask(ada, 'conversation-take', { conversationId })).ok).toBe(true);
    const refusal = { error: { code: 'already-taken' } };
    expect(await ask(other, 'conversation-take', { conversationId })).toMatchObject(refusal);
    ada.disconnect();
    expect(await ask(other, 'conversation-take', { conversationId })).toMatchObject(refusal);
    adasPhone.disconnect();
    await expect
      .poll(async () => (await ask(other, 'conversation-take', { conversationId })).ok)
      .toBe(true);
  });

  it('refuse a send that does not say what was last seen, and a text that is too long', async () => {
    const { conversationId } = await customersConversation();
    const agent = await app.agent((await app.signedIn('agent')).cookie);
    const message = { conversationId, clientMessageId: 'one', text: 'Hello' };
    expect(await ask(agent, 'message-send', message)).toMatchObject({
      error: { code: 'invalid-payload' },
    });
    const long = { ...message, text: 'x'.repeat(4001), lastPosition: 0 };
    expect(await ask(agent, 'message-send', long)).toMatchObject({
      error: { code: 'message-too-long' },
    });
    expect(await ask(agent, 'conversation-open', {})).toMatchObject({
      error: { code: 'invalid-payload' },
    });
  });

  it('get the events and receipts of conversations they opened, and of no other', async () => {
    const [one, two] = [await customersConversation(), await customersConversation()];
    const agent = await app.agent((await app.signedIn('agent')).cookie);
    const received = new Received(agent);
    const receipts: Receipt[] = [];
    agent.on('receipt-new', (receipt) => receipts.push(receipt));
    await ask(agent, 'conversation-open', { conversationId: two.conversationId });
    for (const { conversationId } of [one, two]) {
      app.desk.tellReceipt({ conversationId, messageId: 'a' } as Receipt);
      app.desk.tell(conversationId, { type: 'answer-delta', messageId: 'a', text: 'Hi' });
    }
    expect(await received.upTo(1)).toMatchObject([{ conversationId: two.conversationId }]);
    expect(receipts).toMatchObject([{ conversationId: two.conversationId }]);
  });

  it('keep receipts from customers', async () => {
    const { socket, conversationId } = await customersConversation();
    const names: string[] = [];
    socket.onAny((name: string) => names.push(name));
    const received = new Received(socket);
    app.desk.tellReceipt({ conversationId, messageId: 'a' } as Receipt);
    app.desk.tell(conversationId, { type: 'answer-delta', messageId: 'a', text: 'Hi' });
    await received.upTo(1);
    expect(names).toEqual(['conversation-event']);
  });

  it('end at once for who was disabled, demoted or had the password reset by an admin', async () => {
    const admin = await app.signedIn('admin');
    const changes = [
      ['PATCH', '', { disabled: true }],
      ['PATCH', '', { role: 'admin' }],
      ['POST', '/password', undefined],
    ] as const;
    for (const [method, suffix, body] of changes) {
      const { cookie, userId } = await app.signedIn('agent');
      const socket = await app.agent(cookie);
      const ended = gone(socket);
      const path = `/api/admin/users/${userId}${suffix}`;
      expect((await app.send(method, path, body, admin.cookie)).ok).toBe(true);
      expect(await ended).toBe('io server disconnect');
    }
  });

  it('end at sign-out for that sign-in only', async () => {
    const { cookie, userId } = await app.signedIn('agent');
    const user = app.accounts.users.get(userId);
    const again = await app.send('POST', '/api/sign-in', {
      email: user?.email,
      password: user?.password,
    });
    const elsewhere = await app.agent(again.headers.getSetCookie()[0]?.split(';')[0] ?? '');
    const here = await app.agent(cookie);
    const ended = gone(here);
    await app.send('POST', '/api/sign-out', undefined, cookie);
    await ended;
    expect((await ask(elsewhere, 'queue-watch', {})).ok).toBe(true);
  });

  it('end by themselves when the sign-in ended or the role changed elsewhere', async () => {
    await app.close();
    app = await start({ sessionCheckMs: 20 });
    const signedOut = await app.signedIn('agent');
    const promoted = await app.signedIn('agent');
    const sockets = [await app.agent(signedOut.cookie), await app.agent(promoted.cookie)];
    const ended = sockets.map(gone);
    await app.accounts.signOut(signedOut.cookie);
    await app.accounts.changeUser(promoted.userId, { role: 'admin' });
    expect(await Promise.all(ended)).toEqual(Array(2).fill('io server disconnect'));
  });
});
