import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddedDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import type { ConversationEvent } from '../../shared/protocol.ts';
import { InProcessEventLog } from '../adapters/in-process/event-log.ts';
import { InProcessLocks } from '../adapters/in-process/locks.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { DeskhandError } from '../errors.ts';
import type { Locks } from '../ports/lock.ts';
import { AnswersInFlight } from './answers-in-flight.ts';
import { createDesk, type RunningDesk } from './create-desk.ts';
import type { Presence, Visitor } from './desk.ts';
import { Notices } from './notices.ts';
import { ThreadMemory } from './thread-memory.ts';
import type { TurnComponents } from './turn-components.ts';

const gone = () => Promise.reject(new DeskhandError('storage-unavailable', { retryable: true }));

/** Another process has every lock, or nobody can be asked for one. */
const noLocks: Locks = { tryAcquire: async () => null, close: async () => {} };

/** A Redis that does not answer. */
const silentLocks: Locks = { tryAcquire: () => new Promise(() => {}), close: async () => {} };

const ann = { agentId: 'ann', agentName: 'Ann' };
const nobodyElse: Presence = { isConnected: async () => false };

/** Greetings need neither documents nor models: what is specified here is that a message gets its answer, not which. */
describe('a running desk', () => {
  let database: TestDatabase;
  let store: PostgresConversationStore;
  let events: InProcessEventLog;
  let told: ConversationEvent[];
  let visitor: Visitor;
  let conversationId: string;

  beforeAll(async () => {
    database = await embeddedDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    store = new PostgresConversationStore(database.pool);
    events = new InProcessEventLog({ clock: systemClock });
    told = [];
    events.subscribe(({ event }) => told.push(event));
    visitor = { visitorId: randomUUID(), site: 'default', locale: 'en' };
    conversationId = (await deskWith().customers.open(visitor, {})).conversationId;
  });

  function deskWith(locks: Locks = new InProcessLocks()): RunningDesk {
    const turn: Partial<TurnComponents> = {
      store,
      events,
      clock: systemClock,
      tokenizer: { name: 'none', count: () => 0, truncate: (text: string) => text } as never,
      inFlight: new AnswersInFlight(),
      threads: new ThreadMemory(store),
      onHandOff: () => {},
      log: { warn: () => {}, error: () => {} },
      newId: randomUUID,
    };
    return createDesk({
      turn: turn as TurnComponents,
      notices: new Notices(events),
      locks,
      onReceipt: () => {},
      onFeedback: async () => {},
    });
  }

  const send = (desk: RunningDesk, text: string) =>
    desk.customers.send(visitor, { conversationId, clientMessageId: randomUUID(), text });
  const ends = () =>
    told.flatMap((event) =>
      event.type === 'answer-end' ? [[event.message.inReplyTo, event.message.answerStatus]] : [],
    );
  const recover = (desk: RunningDesk) =>
    desk.recover({ sinceMs: Date.now() - 60_000, untilMs: Date.now() + 1 });

  it.each([
    ['nobody can be asked for locks', noLocks],
    ['locks are not answered for', silentLocks],
  ])('answers what it was sent although %s', async (_why, locks) => {
    const desk = deskWith(locks);
    const { messageId } = await send(desk, 'Hello');
    await desk.idle();
    expect(ends()).toEqual([[messageId, 'complete']]);
  });

  it('holds the lock of a message from the first on, also while others are before it', async () => {
    const locks = new InProcessLocks();
    const desk = deskWith(locks);
    const sent = [await send(desk, 'Hello'), await send(desk, 'Thanks')];
    for (const { messageId } of sent)
      expect(await locks.tryAcquire(`answer:${messageId}`, 1000)).toBeNull();
    await desk.idle();
    for (const { messageId } of sent)
      expect(await locks.tryAcquire(`answer:${messageId}`, 1000)).not.toBeNull();
  });

  it('answers a message once that comes again before its first send is done', async () => {
    const desk = deskWith();
    const append = events.append.bind(events);
    const message = { conversationId, clientMessageId: 'client-1', text: 'Hello' };
    events.append = async (...event) => {
      if (event[1].type === 'message-new') await desk.customers.send(visitor, message);
      return append(...event);
    };
    await desk.customers.send(visitor, message);
    await desk.idle();
    expect(ends()).toHaveLength(1);
  });

  it('says that the answer failed when a wish for a person could not be stored', async () => {
    const desk = deskWith();
    store.changeState = gone;
    const { messageId } = await send(desk, 'I want to talk to a human');
    await desk.idle();
    expect(ends()).toEqual([[messageId, 'failed']]);
  });

  it('leaves what waits to the person who takes over meanwhile', async () => {
    const taken = Promise.withResolvers<void>();
    const appendAnswer = store.appendAnswer.bind(store);
    store.appendAnswer = (...answer) => taken.promise.then(() => appendAnswer(...answer));
    const desk = deskWith();
    const first = await send(desk, 'Hello');
    await send(desk, 'Thanks');
    await desk.agents.take(ann, { conversationId }, nobodyElse);
    taken.resolve();
    await desk.idle();
    expect(ends().map(([inReplyTo]) => inReplyTo)).toEqual([first.messageId]);
    expect(await recover(desk)).toBe(0);
  });

  it('answers a wish for a person that came back to it, and brings no person again', async () => {
    const desk = deskWith();
    const { messageId } = await send(desk, 'I want to talk to a human');
    await desk.idle();
    await desk.agents.take(ann, { conversationId }, nobodyElse);
    await desk.agents.giveBack(ann, { conversationId });
    await desk.idle();
    expect(ends()).toEqual([[messageId, 'complete']]);
    expect((await store.getConversation(conversationId))?.state.kind).toBe('assistant');
  });

  it('answers what came back to a process that ended before it could', async () => {
    const desk = deskWith();
    const { messageId } = await send(desk, 'I want to talk to a human');
    await desk.idle();
    const returned = { at: new Date().toISOString(), kind: 'returned', by: 'agent' } as const;
    await store.changeState(conversationId, ['queued'], { kind: 'assistant' }, returned);
    const next = deskWith();
    expect(await recover(next)).toBe(1);
    await next.idle();
    expect(ends()).toEqual([[messageId, 'complete']]);
  });

  describe('looks after messages that nobody is at', () => {
    const left = async (): Promise<string> => {
      const id = randomUUID();
      const createdAt = new Date().toISOString();
      await store.appendMessage({ id, conversationId, role: 'customer', text: 'Hello', createdAt });
      return id;
    };

    it('answers what another process left, once', async () => {
      const messageId = await left();
      const desk = deskWith();
      expect(await recover(desk)).toBe(1);
      expect(await recover(desk)).toBe(0);
      await desk.idle();
      expect(ends()).toEqual([[messageId, 'complete']]);
      expect(await recover(desk)).toBe(0);
    });

    it('says of what is too old that there will be no answer, once', async () => {
      const messageId = await left();
      const desk = deskWith();
      const times = { sinceMs: Date.now() - 60_000, untilMs: Date.now() + 1 };
      expect(await desk.giveUp(times)).toBe(1);
      await desk.idle();
      expect(ends()).toEqual([[messageId, 'failed']]);
      expect((await store.listMessages(conversationId)).at(-1)).toMatchObject({
        role: 'assistant',
        inReplyTo: messageId,
        answerStatus: 'failed',
      });
      expect(await desk.giveUp(times)).toBe(0);
    });

    it('leaves to another process what that is at, and comes back when it is gone', async () => {
      const messageId = await left();
      const locks = new InProcessLocks();
      const others = await locks.tryAcquire(`answer:${messageId}`, 1000);
      const desk = deskWith(locks);
      await recover(desk);
      await desk.idle();
      expect(ends()).toEqual([]);
      await others?.release();
      await recover(desk);
      await desk.idle();
      expect(ends()).toEqual([[messageId, 'complete']]);
    });

    it('answers again what could not be stored, but not for ever', async () => {
      const { appendAnswer } = store;
      store.appendAnswer = () => Promise.reject(new DeskhandError('internal'));
      const desk = deskWith();
      const { messageId } = await send(desk, 'Hello');
      await desk.idle();
      expect(ends()).toEqual([[messageId, 'failed']]);
      expect(await recover(desk)).toBe(1);
      await desk.idle();
      store.appendAnswer = appendAnswer;
      expect(await recover(desk)).toBe(1);
      await desk.idle();
      expect((await store.listMessages(conversationId)).at(-1)?.inReplyTo).toBe(messageId);
      store.appendAnswer = () => Promise.reject(new DeskhandError('internal'));
      await send(desk, 'Hello again');
      await desk.idle();
      for (let look = 0; look < 4; look += 1) {
        await recover(desk);
        await desk.idle();
      }
      const attempts = told.filter(({ type }) => type === 'answer-start');
      expect(attempts).toHaveLength(6);
    });

    describe('that were tried in vain', () => {
      const refuse = () => Promise.reject(new DeskhandError('internal'));
      const last = async () => (await store.listMessages(conversationId)).at(-1);
      const failed = (inReplyTo: string) => ({
        role: 'assistant',
        inReplyTo,
        answerStatus: 'failed',
        text: '',
      });

      it('says so at once, in a way that outlives the process and can be asked again', async () => {
        const appendAnswer = store.appendAnswer.bind(store);
        store.appendAnswer = (message, receipt) =>
          message.text === '' ? appendAnswer(message, receipt) : refuse();
        const desk = deskWith();
        const { messageId } = await send(desk, 'Hello');
        await desk.idle();
        for (const role of ['customer', 'assistant']) {
          await recover(desk);
          await desk.idle();
          expect((await last())?.role).toBe(role);
        }
        expect(await last()).toMatchObject(failed(messageId));
        expect(ends().at(-1)).toEqual([messageId, 'failed']);
        expect(await recover(desk)).toBe(0);
        store.appendAnswer = appendAnswer;
        const answer = await last();
        await desk.customers.retry(visitor, { conversationId, messageId: answer?.id ?? '' });
        await desk.idle();
        expect(await last()).toMatchObject({ inReplyTo: messageId, answerStatus: 'complete' });
      });

      it('says so as soon as the database takes it, and tries no more', async () => {
        const { appendAnswer } = store;
        store.appendAnswer = refuse;
        const desk = deskWith();
        const { messageId } = await send(desk, 'Hello');
        await desk.idle();
        for (let look = 0; look < 4; look += 1) {
          await recover(desk);
          await desk.idle();
        }
        expect((await last())?.role).toBe('customer');
        store.appendAnswer = appendAnswer;
        await recover(desk);
        await desk.idle();
        expect(await last()).toMatchObject(failed(messageId));
        expect(await recover(desk)).toBe(0);
      });

      it('says so although it never came to tell of an attempt', async () => {
        const messageId = await left();
        const { listMessages } = store;
        store.listMessages = gone;
        const desk = deskWith();
        for (let look = 0; look < 3; look += 1) {
          await recover(desk);
          await desk.idle();
        }
        expect(ends()).toEqual([]);
        store.listMessages = listMessages;
        await recover(desk);
        await desk.idle();
        expect(ends()).toEqual([[messageId, 'failed']]);
        expect(await last()).toMatchObject(failed(messageId));
      });
    });
  });
});
