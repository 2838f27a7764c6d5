import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationSync } from '../../../shared/protocol.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import type { AppSettings } from '../../app.ts';
import { DeskhandError } from '../../errors.ts';
import { ask, type CustomerSocket, granted, Received, RunningApp } from '../testing/running-app.ts';

describe("the customers' sockets", () => {
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

  describe('handshake', () => {
    const refusal = (code: string) => ({ data: { code } });

    it('refuses a missing, a forged and a foreign token with a code', async () => {
      await start();
      const { cookie } = await app.signedIn('admin');
      for (const auth of [{}, { token: 'x.y.z' }, { token: cookie }, { token: 7 }]) {
        await expect(app.connected('/customer', { auth })).rejects.toMatchObject(
          refusal('not-signed-in'),
        );
      }
    });

    it('refuses the token of another site', async () => {
      await start();
      const token = await app.visitorToken('outlet');
      await expect(
        app.connected('/customer', { auth: { token, site: 'default' } }),
      ).rejects.toMatchObject(refusal('not-allowed'));
    });

    it('admits pages of its own and of allowed origins, and no other', async () => {
      await start();
      const token = await app.visitorToken();
      const from = (origin: string) =>
        app.connected('/customer', { auth: { token }, headers: { origin } });
      expect((await from(app.url)).connected).toBe(true);
      expect((await from('https://shop.example')).connected).toBe(true);
      await expect(from('https://shop.example.evil.example')).rejects.toMatchObject(
        refusal('not-allowed'),
      );
      await expect(from('null')).rejects.toMatchObject(refusal('not-allowed'));
    });

    it('limits connections by address and says when to come back', async () => {
      await start({ connectionsPerAddress: 2 });
      const token = await app.visitorToken();
      const connect = () => app.connected('/customer', { auth: { token } });
      await connect();
      await connect();
      await expect(connect()).rejects.toMatchObject({
        data: { code: 'rate-limited', retryable: true, retryAfterMs: expect.any(Number) },
      });
    });

    it('has nothing on the default namespace', async () => {
      await start();
      await expect(app.connected('/')).rejects.toMatchObject(refusal('not-found'));
    });
  });

  describe('events', () => {
    it('reach the desk as the visitor and are acknowledged with its answer', async () => {
      await start();
      const token = await app.visitorToken('outlet');
      const socket = await app.customer({ auth: { token, site: 'outlet', locale: 'de-AT' } });
      const sync = granted(await ask<ConversationSync>(socket, 'conversation-open', {}));
      expect(sync).toMatchObject({
        kind: 'snapshot',
        conversation: { site: 'outlet', locale: 'de-AT' },
      });
      const { conversationId } = sync;
      expect(granted(await send(socket, conversationId, 'Hello'))).toEqual({
        messageId: expect.any(String),
        position: 1,
      });
      const act = { conversationId, messageId: 'message-1' };
      expect(granted(await ask(socket, 'answer-stop', act))).toBeNull();
      expect(granted(await ask(socket, 'answer-retry', act))).toBeNull();
      expect(granted(await ask(socket, 'feedback-give', { ...act, verdict: 'up' }))).toBeNull();
      expect(granted(await ask(socket, 'hand-off-request', { conversationId }))).toBeNull();
      expect(granted(await ask(socket, 'hand-off-cancel', { conversationId }))).toBeNull();
      const close = { conversationId, reason: 'solved' };
      expect(granted(await ask(socket, 'conversation-close', close))).toBeNull();
      expect(app.desk.calls.slice(-7)).toEqual([
        'send',
        'stop',
        'retry',
        'giveFeedback',
        'requestPerson',
        'leaveQueue',
        'close',
      ]);
    });

    it('are refused with a code when the payload is wrong, and never reach the desk', async () => {
      await start();
      const socket = await app.customer();
      const invalid = { ok: false, error: { code: 'invalid-payload', retryable: false } };
      const payloads = [undefined, null, 'text', [], {}, { conversationId: 5 }];
      for (const payload of payloads) {
        expect(await ask(socket, 'message-send', payload)).toEqual(invalid);
      }
      expect(await ask(socket, 'message-send')).toEqual(invalid);
      expect(await send(socket, 'c', '   ')).toEqual(invalid);
      expect(await ask(socket, 'conversation-open', { conversationId: 'x'.repeat(65) })).toEqual(
        invalid,
      );
      expect(await ask(socket, 'queue-watch', {})).toEqual(invalid);
      expect(await ask(socket, 'constructor', {})).toEqual(invalid);
      expect(app.desk.calls).toEqual([]);
    });

    it('without an acknowledgement are done all the same and break nothing', async () => {
      await start();
      const socket = await app.customer();
      (socket as unknown as Socket).emit('message-send');
      (socket as unknown as Socket).emit('nonsense', 1);
      const conversationId = await open(socket);
      expect((await send(socket, conversationId, 'Still here')).ok).toBe(true);
    });

    it('say that a text is too long and keep the connection', async () => {
      await start();
      const socket = await app.customer();
      const conversationId = await open(socket);
      const tooLong = { ok: false, error: { code: 'message-too-long' } };
      expect(await send(socket, conversationId, 'x'.repeat(4000))).toMatchObject({ ok: true });
      expect(await send(socket, conversationId, 'x'.repeat(4001))).toMatchObject(tooLong);
      expect(await send(socket, conversationId, 'ж'.repeat(100_001))).toMatchObject(tooLong);
      expect(await send(socket, conversationId, ` ${'x'.repeat(4000)} `)).toMatchObject({
        ok: true,
      });
      expect(socket.connected).toBe(true);
    });

    it('of one connection are done in the order they were sent, also when one takes long', async () => {
      await start();
      const socket = await app.customer();
      const conversationId = await open(socket);
      app.desk.nextSendMs = 30;
      const texts = Array.from({ length: 30 }, (_, n) => `message ${n}`);
      await Promise.all(texts.map((text) => send(socket, conversationId, text)));
      const stored = app.desk.threads.get(conversationId)?.messages.map(({ text }) => text);
      expect(stored).toEqual(texts);
    });

    it('pass on the code of a refusal with the time to wait', async () => {
      await start();
      const socket = await app.customer();
      app.desk.failure = new DeskhandError('storage-unavailable', {
        message: 'the pool is exhausted',
        retryable: true,
        retryAfterMs: 500,
      });
      expect(await ask(socket, 'conversation-open', {})).toEqual({
        ok: false,
        error: { code: 'storage-unavailable', retryable: true, retryAfterMs: 500 },
      });
    });

    it('say no more than `internal` of what nobody foresaw, and log its cause', async () => {
      await start();
      const socket = await app.customer();
      app.desk.failure = new Error('password of the database is hunter2', {
        cause: new Error('connect ECONNREFUSED'),
      });
      const ack = await ask(socket, 'conversation-open', {});
      expect(ack).toEqual({ ok: false, error: { code: 'internal', retryable: true } });
      const entry = JSON.parse(app.logged.find((line) => line.includes('"level":50')) ?? '{}');
      expect(entry).toMatchObject({
        where: 'conversation-open',
        err: { stack: [expect.stringContaining('at '), ...entry.err.stack.slice(1)] },
      });
      expect(entry.err.cause.message).toBe('connect ECONNREFUSED');
    });
  });

  describe('conversation events', () => {
    it('come in order to every connection of the visitor that opened the conversation', async () => {
      await start();
      const token = await app.visitorToken();
      const [one, two] = [
        await app.customer({ auth: { token } }),
        await app.customer({ auth: { token } }),
      ];
      const received = [new Received(one), new Received(two)];
      const conversationId = await open(one);
      expect(await open(two)).toBe(conversationId);
      app.desk.tell(conversationId, { type: 'answer-start', messageId: 'a', inReplyTo: 'q' });
      for (const text of ['Within ', '30 ', 'days.']) {
        app.desk.tell(conversationId, { type: 'answer-delta', messageId: 'a', text });
      }
      for (const each of received) {
        const events = await each.upTo(4);
        expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
        expect(events.map(({ event }) => event)).toMatchObject([
          { type: 'answer-start' },
          { text: 'Within ' },
          { text: '30 ' },
          { text: 'days.' },
        ]);
      }
    });

    it('that happen while a conversation is opened are in the answer or follow it', async () => {
      await start();
      const token = await app.visitorToken();
      const first = await app.customer({ auth: { token } });
      const conversationId = await open(first);
      app.desk.whileOpening = (id) =>
        app.desk.tell(id, { type: 'answer-delta', messageId: 'a', text: 'x' });
      const second = await app.customer({ auth: { token } });
      const received = new Received(second);
      const sync = granted(await ask<ConversationSync>(second, 'conversation-open', {}));
      app.desk.whileOpening = () => {};
      app.desk.tell(conversationId, { type: 'answer-delta', messageId: 'a', text: 'y' });
      const last = app.desk.threads.get(conversationId)?.events.length ?? 0;
      const missing = last - sync.seq;
      expect(missing).toBeGreaterThan(1);
      const fresh = (await received.upTo(missing)).filter(({ seq }) => seq > sync.seq);
      expect(fresh.map(({ seq }) => seq)).toEqual(
        Array.from({ length: missing }, (_, n) => sync.seq + 1 + n),
      );
    });

    it('of another visitor are never seen, and their conversation is not found', async () => {
      await start();
      const [mine, theirs] = [await app.customer(), await app.customer()];
      const conversationId = await open(mine);
      await open(theirs);
      const received = new Received(theirs);
      const notFound = { ok: false, error: { code: 'not-found' } };
      const act = { conversationId, messageId: 'message-1' };
      expect(await ask(theirs, 'conversation-open', { conversationId })).toMatchObject(notFound);
      expect(await send(theirs, conversationId, 'Let me in')).toMatchObject(notFound);
      expect(await ask(theirs, 'answer-stop', act)).toMatchObject(notFound);
      expect(await ask(theirs, 'answer-retry', act)).toMatchObject(notFound);
      expect(await ask(theirs, 'feedback-give', { ...act, verdict: 'down' })).toMatchObject(
        notFound,
      );
      expect(await ask(theirs, 'hand-off-request', act)).toMatchObject(notFound);
      expect(await ask(theirs, 'hand-off-cancel', act)).toMatchObject(notFound);
      expect(
        await ask(theirs, 'conversation-close', { conversationId, reason: 'solved' }),
      ).toMatchObject(notFound);
      await send(mine, conversationId, 'My card is lost');
      // What comes after on the same connection shows that nothing came before.
      await send(theirs, await open(theirs), 'Mine');
      const events = await received.upTo(1);
      expect(events).toHaveLength(1);
      expect(events[0]?.conversationId).not.toBe(conversationId);
    });

    it('of the conversation left behind stop when another is opened', async () => {
      await start();
      const socket = await app.customer();
      const first = await open(socket);
      await ask(socket, 'conversation-close', { conversationId: first, reason: 'solved' });
      const second = await open(socket);
      const received = new Received(socket);
      app.desk.tell(first, { type: 'answer-delta', messageId: 'a', text: 'old' });
      app.desk.tell(second, { type: 'answer-delta', messageId: 'b', text: 'new' });
      expect(await received.upTo(1)).toMatchObject([{ conversationId: second }]);
    });
  });
});
