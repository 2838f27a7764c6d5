import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddedDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import type { Message } from '../../shared/conversation.ts';
import { InProcessEventLog } from '../adapters/in-process/event-log.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { ConversationCustomerDesk } from '../conversation/customer-desk.ts';
import { Notices } from '../conversation/notices.ts';
import { ThreadMemory } from '../conversation/thread-memory.ts';
import { Day, exampleAttempt, type Talk } from '../ports/metrics-scenario.testing.ts';
import { AnswerAftermath } from './answer-aftermath.ts';
import type { RouteEvidence } from './route-record.ts';

/** From the thumb at the customer's desk to what the router learns. */
describe('what becomes of an answer', () => {
  let database: TestDatabase;
  let store: PostgresConversationStore;
  let desk: ConversationCustomerDesk;
  let learned: RouteEvidence[];
  let handOffs: Promise<void>[];
  let talk: Talk;
  let answer: Message;
  const visitor = { visitorId: 'ada', site: 'shop', locale: 'en' };

  beforeAll(async () => {
    database = await embeddedDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    store = new PostgresConversationStore(database.pool);
    learned = [];
    handOffs = [];
    const aftermath = new AnswerAftermath({ store, learn: (lesson) => learned.push(lesson) });
    const events = new InProcessEventLog({ clock: systemClock });
    desk = new ConversationCustomerDesk({
      store,
      events,
      notices: new Notices(events),
      stopAnswers: () => {},
      threads: new ThreadMemory(store),
      startTurn: () => {},
      isLost: () => false,
      onThumbsDown: async () => {},
      onFeedback: (judged) => aftermath.judged(judged),
      onHandOff: (conversationId) => handOffs.push(aftermath.handedOff(conversationId)),
    });
    talk = await new Day(store, 0).begin(visitor.visitorId);
    answer = await talk.turn(0, { attempts: [exampleAttempt({ model: 'mini', tier: 'small' })] });
  });

  const thumb = (verdict: 'up' | 'down', reason?: string) =>
    desk.giveFeedback(visitor, {
      conversationId: talk.id,
      messageId: answer.id,
      verdict,
      ...(reason === undefined ? {} : { reason }),
    });
  const total = () => [
    learned.reduce((sum, { successes }) => sum + successes, 0),
    learned.reduce((sum, { failures }) => sum + failures, 0),
  ];

  it('counts a thumb once however often it is given, also with its reason after it', async () => {
    await thumb('down');
    await thumb('down', 'wrong');
    await Promise.all([thumb('down'), thumb('down'), thumb('down', 'unclear')]);
    expect(learned).toHaveLength(1);
    expect(total()).toEqual([-1, 1]);
  });

  it('takes the earlier verdict back when the customer thinks better of it', async () => {
    for (const verdict of ['down', 'up', 'down', 'up'] as const) await thumb(verdict);
    expect(total()).toEqual([1, 0]);
  });

  const askForPerson = async () => {
    await desk.requestPerson(visitor, { conversationId: talk.id });
    await Promise.all(handOffs);
  };
  const giveBack = () =>
    store.changeState(
      talk.id,
      ['queued', 'agent'],
      { kind: 'assistant' },
      { at: new Date().toISOString(), kind: 'returned', by: 'agent' },
    );

  it('is a failure of the last answer when a person has to take over, once', async () => {
    await askForPerson();
    await askForPerson();
    await giveBack();
    await askForPerson();
    expect(learned).toMatchObject([
      { model: 'mini', taskClass: 'faq', successes: -1, failures: 1 },
    ]);
  });

  it('is told twice by a customer who dislikes it and asks for a person, and counts once', async () => {
    await thumb('down');
    await askForPerson();
    expect(total()).toEqual([-1, 1]);
    await thumb('up');
    expect(total()).toEqual([1, 0]);
    await thumb('down');
    expect(total()).toEqual([-1, 1]);
  });

  it('is not held against an answer the customer liked', async () => {
    await thumb('up');
    await askForPerson();
    expect(total()).toEqual([1, 0]);
  });

  it('teaches nothing where a person was wanted before any answer', async () => {
    await store.changeState(
      talk.id,
      ['assistant'],
      { kind: 'closed', by: 'customer', reason: 'solved', at: new Date().toISOString() },
      { at: new Date().toISOString(), kind: 'closed', by: 'customer' },
    );
    await askForPerson();
    talk = await new Day(store, 1).begin(visitor.visitorId);
    const greeting = await talk.ask(0, 'Hello');
    await talk.answer(greeting, 1, { servedBy: 'system', attempts: [], cites: [] });
    await askForPerson();
    expect(learned).toEqual([]);
  });
});
