import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedis, startRedis } from '../../../e2e/servers/redis.ts';
import type { ServerHandle } from '../../../e2e/servers/server-process.ts';
import type { UserRole } from '../../../shared/admin-protocol.ts';
import type { ConversationSync, QueueItem } from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import { openRedis } from '../../adapters/redis/connection.ts';
import { createSocketAdapter } from '../../adapters/redis/socket-adapter.ts';
import type { StopRequest } from '../../conversation/answers-in-flight.ts';
import type { DeskNotices } from '../../conversation/desk.ts';
import { AccountsInMemory } from '../testing/accounts-in-memory.ts';
import { DeskInMemory } from '../testing/desk-in-memory.ts';
import { ask, granted, Received, RunningApp } from '../testing/running-app.ts';

/** A node hears only of what it did itself. */
const silent: DeskNotices = {
  onEvent: () => () => {},
  onReceipt: () => () => {},
  onQueueChange: () => () => {},
  onStop: () => () => {},
};

describe.skipIf(findRedis() === null)('two nodes over Redis', () => {
  const accounts = new AccountsInMemory();
  const clients: Redis[] = [];
  let desk: DeskInMemory;
  let server: ServerHandle;
  let acting: RunningApp;
  let other: RunningApp;
  let stoppedThere: StopRequest[];

  async function started(port?: number): Promise<ServerHandle> {
    const redis = await startRedis(port === undefined ? {} : { port });
    if (redis === null) throw new Error('Redis did not start');
    return redis;
  }

  function startNode(
    notices: DeskNotices,
    stopHere: (request: StopRequest) => void = () => {},
  ): Promise<RunningApp> {
    const client = openRedis(server.url, () => {});
    clients.push(client);
    return RunningApp.start(
      { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
      {},
      {
        accounts,
        desk: { customers: desk.customers, agents: desk.agents, notices, stopHere },
        socketAdapter: createSocketAdapter(client),
      },
    );
  }

  beforeEach(async () => {
    desk = new DeskInMemory();
    server = await started();
    acting = await startNode(desk.notices);
    stoppedThere = [];
    other = await startNode(silent, (request) => stoppedThere.push(request));
  });
  afterEach(async () => {
    await Promise.all([acting.close(), other.close()]);
    for (const client of clients.splice(0)) client.disconnect();
    await server.close();
  });

  /** A customer connected to both nodes, in one conversation. */
  async function customerOnBoth() {
    const token = await acting.visitorToken();
    const here = await acting.customer({ auth: { token } });
    const there = await other.customer({ auth: { token } });
    const received = { here: new Received(here), there: new Received(there) };
    const sync = granted(await ask<ConversationSync>(here, 'conversation-open', {}));
    await ask(there, 'conversation-open', {});
    return { conversationId: sync.conversationId, received };
  }

  const say = (conversationId: string, text: string) =>
    desk.tell(conversationId, { type: 'answer-delta', messageId: 'a', text });
  const textsOf = ({ events }: Received) =>
    events.flatMap(({ event }) => (event.type === 'answer-delta' ? [event.text] : []));

  /** Tells of something until it is heard on the other node, so that both are known to be linked. */
  async function linked(conversationId: string, there: Received): Promise<void> {
    for (let n = 0; n < 200 && there.events.length === 0; n++) {
      desk.tell(conversationId, { type: 'answer-revised', messageId: 'a' });
      await setTimeout(50);
    }
    expect(there.events).not.toHaveLength(0);
  }

  async function heard(received: Received, text: string): Promise<string[]> {
    for (let n = 1; !textsOf(received).includes(text); n++) await received.upTo(n);
    return textsOf(received);
  }

  async function signedIn(role: UserRole) {
    const email = `${randomUUID()}@shop.example`;
    const { user, password } = await accounts.createUser({ email, name: 'Ada', role });
    const session = await accounts.signIn({ email, password });
    return { userId: user.id, cookie: session.setCookies[0]?.split(';')[0] ?? '' };
  }

  it('serve the connections of both, in order and once', async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    const texts = Array.from({ length: 50 }, (_, n) => `${n} `);
    for (const text of texts) say(conversationId, text);
    for (const each of [received.here, received.there]) {
      expect(await heard(each, '49 ')).toEqual(texts);
    }
  });

  it('serve agents on the other node: events, receipts and the queue', async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    const agent = await other.agent((await signedIn('agent')).cookie);
    await ask(agent, 'conversation-open', { conversationId });
    await ask(agent, 'queue-watch', {});
    const agentReceived = new Received(agent);
    const receipt = new Promise<Receipt>((resolve) => agent.once('receipt-new', resolve));
    const queue = new Promise<QueueItem[]>((resolve) => agent.once('queue-changed', resolve));
    say(conversationId, 'Hi');
    desk.tellReceipt({ conversationId, messageId: 'a' } as Receipt);
    await desk.agents.take(
      { agentId: 'agent-1', agentName: 'Bo' },
      { conversationId },
      { isConnected: async () => true },
    );
    expect(await heard(agentReceived, 'Hi')).toEqual(['Hi']);
    expect(await receipt).toMatchObject({ messageId: 'a' });
    expect(await queue).toMatchObject([{ conversation: { id: conversationId } }]);
  });

  it('know of an agent on either', async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    const there = await other.agent((await signedIn('agent')).cookie);
    const here = await acting.agent((await signedIn('agent')).cookie);
    expect((await ask(there, 'conversation-take', { conversationId })).ok).toBe(true);
    expect(await ask(here, 'conversation-take', { conversationId })).toMatchObject({
      error: { code: 'already-taken' },
    });
    there.disconnect();
    await expect
      .poll(async () => (await ask(here, 'conversation-take', { conversationId })).ok)
      .toBe(true);
  });

  it('stop an answer on the node that was not asked to', async () => {
    const token = await acting.visitorToken();
    const here = await acting.customer({ auth: { token } });
    const { conversationId } = granted(await ask<ConversationSync>(here, 'conversation-open', {}));
    const stop = { conversationId, messageId: 'answer' };
    for (let n = 0; n < 100 && stoppedThere.length === 0; n++) {
      await ask(here, 'answer-stop', stop);
      await setTimeout(50);
    }
    expect(stoppedThere[0]).toEqual(stop);
    expect(desk.stoppedHere).toEqual([]);
    await server.kill();
    expect((await ask(here, 'answer-stop', stop)).ok).toBe(true);
  });

  it('end the connections of a disabled user on both', async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    const admin = await signedIn('admin');
    const { userId, cookie } = await signedIn('agent');
    const sockets = [await acting.agent(cookie), await other.agent(cookie)];
    const ended = sockets.map(
      (socket) => new Promise((resolve) => socket.once('disconnect', resolve)),
    );
    const path = `/api/admin/users/${userId}`;
    expect((await acting.send('PATCH', path, { disabled: true }, admin.cookie)).status).toBe(200);
    await Promise.all(ended);
  });

  it("serve their own connections while Redis is away, and each other's when it is back", async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    const port = Number(new URL(server.url).port);
    await server.kill();
    say(conversationId, 'while away');
    expect(await heard(received.here, 'while away')).toEqual(['while away']);
    await server.close();
    server = await started(port);
    const before = received.there.events.length;
    for (let n = 0; n < 200 && received.there.events.length === before; n++) {
      say(conversationId, 'back');
      await setTimeout(50);
    }
    expect(textsOf(received.there)).toContain('back');
  });

  it('serve their own connections in order while Redis hangs', async () => {
    const { conversationId, received } = await customerOnBoth();
    await linked(conversationId, received.there);
    await clients[0]?.call('CLIENT', 'PAUSE', '5000', 'ALL');
    const texts = Array.from({ length: 50 }, (_, n) => `${n} `);
    const askedMs = performance.now();
    for (const text of texts) say(conversationId, text);
    expect(await heard(received.here, '49 ')).toEqual(texts);
    expect(performance.now() - askedMs).toBeLessThan(2000);
    expect(await heard(received.there, '49 ')).toEqual(texts);
  });

  it('start and serve while Redis is away', async () => {
    await server.kill();
    const node = await startNode(desk.notices);
    const socket = await node.customer();
    const received = new Received(socket);
    const sync = granted(await ask<ConversationSync>(socket, 'conversation-open', {}));
    say(sync.conversationId, 'alone');
    expect(await heard(received, 'alone')).toEqual(['alone']);
    await node.close();
  });
});
