import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import type { Message } from '../../shared/conversation.ts';
import type { SequencedEvent } from '../../shared/protocol.ts';
import { InProcessEventLog } from '../adapters/in-process/event-log.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { PostgresConversationStore } from '../adapters/postgres/conversation-store.ts';
import { DeskhandError } from '../errors.ts';
import { ConversationAgentDesk } from './agent-desk.ts';
import { ConversationCustomerDesk } from './customer-desk.ts';
import type { Agent, Visitor } from './desk.ts';
import { Notices } from './notices.ts';
import { ThreadMemory } from './thread-memory.ts';
import type { Turn } from './turn.ts';

const ann: Agent = { agentId: 'ann', agentName: 'Ann' };
const ben: Agent = { agentId: 'ben', agentName: 'Ben' };

onEachDatabase((name, makeDatabase) => {
  describe(`the desks on ${name}`, () => {
    let database: TestDatabase;
    let customers: ConversationCustomerDesk;
    let agents: ConversationAgentDesk;
    let store: PostgresConversationStore;
    let turns: Turn[];
    let disliked: Message[];
    let visitor: Visitor;
    let conversationId: string;
    let connected: Set<string>;
    let told: SequencedEvent[];

    beforeAll(async () => {
      database = await makeDatabase();
    });
    afterAll(() => database.close());

    beforeEach(async () => {
      store = new PostgresConversationStore(database.pool);
      const events = new InProcessEventLog({ clock: systemClock });
      told = [];
      events.subscribe((event) => told.push(event));
      const parts = {
        store,
        events,
        notices: new Notices(events),
        stopAnswers: () => {},
        startTurn: (turn: Turn) => turns.push(turn),
      };
      turns = [];
      connected = new Set(['ann', 'ben']);
      disliked = [];
      customers = new ConversationCustomerDesk({
        ...parts,
        threads: new ThreadMemory(store),
        isLost: (messageId) => !turns.some(({ message }) => message.id === messageId),
        onThumbsDown: async (message) => void disliked.push(message),
        onFeedback: async () => {},
        onHandOff: () => {},
      });
      agents = new ConversationAgentDesk(parts);
      visitor = { visitorId: randomUUID(), site: 'default', locale: 'en' };
      conversationId = (await customers.open(visitor, {})).conversationId;
    });

    const send = (text: string, clientMessageId: string = randomUUID()) =>
      customers.send(visitor, { conversationId, clientMessageId, text });
    const take = (agent: Agent) =>
      agents.take(
        agent,
        { conversationId },
        { isConnected: async (agentId) => connected.has(agentId) },
      );
    const reply = (agent: Agent, lastPosition: number, text = 'Hello') =>
      agents.send(agent, { conversationId, clientMessageId: randomUUID(), text, lastPosition });

    it('stores a message once however often it is sent, and asks for one answer', async () => {
      const first = await send('Where is my bike?', 'client-1');
      expect(await send('Where is my bike?', 'client-1')).toEqual(first);
      expect(turns).toHaveLength(1);
      expect(await store.listMessages(conversationId)).toHaveLength(1);
    });

    it('says where a question came from, whose money is limited by it', async () => {
      const address = '203.0.113.1';
      const message = { conversationId, clientMessageId: 'client-1', text: 'Where?' };
      await customers.send({ ...visitor, address }, message);
      expect(turns.map((turn) => turn.address)).toEqual([address]);
    });

    it('asks for an answer when a message comes again whose first send failed after it was stored', async () => {
      await customers.close(visitor, { conversationId, reason: 'solved' });
      const { changeState } = store;
      store.changeState = () => Promise.reject(new DeskhandError('storage-unavailable'));
      await expect(send('Still there?', 'client-1')).rejects.toMatchObject({
        code: 'storage-unavailable',
      });
      store.changeState = changeState;
      const { messageId } = await send('Still there?', 'client-1');
      await send('Still there?', 'client-1');
      expect(turns.map(({ message, origin }) => [message.id, origin])).toEqual([
        [messageId, 'recovery'],
      ]);
      expect((await store.getConversation(conversationId))?.state.kind).toBe('assistant');
    });

    it('finds the visitor their conversation again, and nobody else', async () => {
      expect((await customers.open(visitor, {})).conversationId).toBe(conversationId);
      const stranger = { ...visitor, visitorId: randomUUID() };
      await expect(customers.open(stranger, { conversationId })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(
        customers.send(stranger, { conversationId, clientMessageId: 'x', text: 'hi' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('refuses a message that is too long', async () => {
      await expect(send('x'.repeat(4001))).rejects.toMatchObject({ code: 'message-too-long' });
    });

    it('hands over, and asks for no answer while a person has the conversation', async () => {
      await customers.requestPerson(visitor, { conversationId });
      expect((await agents.queue()).map(({ conversation }) => conversation.id)).toContain(
        conversationId,
      );
      await take(ann);
      const { position } = await send('Are you there?');
      expect(turns).toHaveLength(0);
      await reply(ann, position);
      const sync = await customers.open(visitor, { conversationId });
      expect(sync).toMatchObject({ conversation: { state: { kind: 'agent', agentName: 'Ann' } } });
    });

    it('lets one agent take it, and only that one write', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      await take(ann);
      await expect(take(ben)).rejects.toMatchObject({
        code: 'already-taken',
      });
      await expect(reply(ben, 0)).rejects.toMatchObject({ code: 'not-allowed' });
    });

    it('lets an agent take over from one who is gone, who then has it no more', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      connected.delete('ann');
      await take(ben);
      expect((await store.getConversation(conversationId))?.state).toMatchObject({
        kind: 'agent',
        agentName: 'Ben',
      });
      expect((await store.listTransitions(conversationId)).at(-1)).toMatchObject({
        kind: 'taken',
        actorId: 'ben',
        reason: 'agent-absent',
      });
      const refusal = { code: 'not-allowed' };
      await expect(reply(ann, 0)).rejects.toMatchObject(refusal);
      await expect(agents.giveBack(ann, { conversationId })).rejects.toMatchObject(refusal);
      await expect(agents.close(ann, { conversationId, reason: 'other' })).rejects.toMatchObject(
        refusal,
      );
      await expect(take(ann)).rejects.toMatchObject({ code: 'already-taken' });
    });

    it('lets one of two agents take over from one who is gone', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      connected.delete('ann');
      const outcomes = await Promise.allSettled([
        take(ben),
        agents.take(
          { agentId: 'cyd', agentName: 'Cyd' },
          { conversationId },
          { isConnected: async (agentId) => connected.has(agentId) },
        ),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('queues again what an agent had who left, and nothing else', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      await agents.release('ben');
      expect((await store.getConversation(conversationId))?.state.kind).toBe('agent');
      await agents.release('ann');
      expect((await store.getConversation(conversationId))?.state).toMatchObject({
        kind: 'queued',
        reason: 'agent-left',
      });
      await take(ben);
    });

    it('keeps the place in the queue of who was with an agent who left, and says so', async () => {
      const other = { ...visitor, visitorId: randomUUID() };
      const later = (await customers.open(other, {})).conversationId;
      const queue = async () =>
        (await agents.queue()).flatMap(({ conversation: { id, state } }) =>
          [conversationId, later].includes(id) ? [{ id, state }] : [],
        );
      const places = () =>
        told.flatMap(({ conversationId: id, event }) =>
          id === conversationId && event.type === 'hand-off-queued'
            ? [{ ahead: event.ahead, since: event.state.kind === 'queued' && event.state.since }]
            : [],
        );
      await customers.requestPerson(visitor, { conversationId });
      const [before] = places();
      await take(ann);
      await customers.requestPerson(other, { conversationId: later });
      await agents.release('ann');
      expect((await queue()).map(({ id }) => id)).toEqual([conversationId, later]);
      expect((await queue())[0]?.state).toMatchObject({ kind: 'queued', since: before?.since });
      expect(places()).toEqual([before, before]);
    });

    it('goes back to the assistant when the customer no longer waits, who answers what was left', async () => {
      await customers.requestPerson(visitor, { conversationId });
      const { messageId } = await send('Is my bike ready?');
      await customers.leaveQueue(visitor, { conversationId });
      expect((await store.getConversation(conversationId))?.state.kind).toBe('assistant');
      expect(turns.map(({ message, origin }) => [message.id, origin])).toEqual([
        [messageId, 'returned'],
      ]);
      expect((await store.listTransitions(conversationId)).at(-1)).toMatchObject({
        kind: 'returned',
        by: 'customer',
      });
    });

    it('stays with the person who was faster than the customer who left the queue', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      await customers.leaveQueue(visitor, { conversationId });
      expect((await store.getConversation(conversationId))?.state.kind).toBe('agent');
      const stranger = { ...visitor, visitorId: randomUUID() };
      await expect(customers.leaveQueue(stranger, { conversationId })).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('refuses an agent whose thread moved on, and stores nothing then', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      const { position } = await send('First');
      const later = await send('Second');
      await expect(reply(ann, position)).rejects.toMatchObject({ code: 'thread-moved-on' });
      expect(await store.listMessages(conversationId)).toHaveLength(2);
      await reply(ann, later.position);
      expect((await store.listMessages(conversationId)).at(-1)).toMatchObject({
        role: 'agent',
        authorName: 'Ann',
      });
    });

    it('goes back to the assistant when the agent gives it back', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      await agents.giveBack(ann, { conversationId });
      expect(turns).toHaveLength(0);
      await send('And now?');
      expect(turns).toHaveLength(1);
    });

    it('asks the assistant for what nobody answered when the agent gives it back', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      await send('Is my bike ready?');
      const { messageId } = await send('Hello?');
      await agents.giveBack(ann, { conversationId });
      expect(turns).toMatchObject([
        {
          origin: 'returned',
          message: { id: messageId },
          conversation: { state: { kind: 'assistant' } },
        },
      ]);
    });

    it('asks the assistant for nothing when the agent had the last word', async () => {
      await customers.requestPerson(visitor, { conversationId });
      await take(ann);
      const { position } = await send('Is my bike ready?');
      await reply(ann, position, 'It is.');
      await agents.giveBack(ann, { conversationId });
      expect(turns).toEqual([]);
    });

    it('is opened again by the next message after it was closed', async () => {
      await send('Thanks');
      await customers.close(visitor, { conversationId, reason: 'solved' });
      await expect(reply(ann, 0)).rejects.toMatchObject({ code: 'conversation-closed' });
      await send('One more thing');
      expect((await store.getConversation(conversationId))?.state.kind).toBe('assistant');
      expect(turns).toHaveLength(2);
      expect((await store.listTransitions(conversationId)).map(({ kind }) => kind)).toEqual([
        'closed',
        'reopened',
      ]);
    });

    it('begins a new conversation for a visitor whose last one is closed', async () => {
      await customers.close(visitor, { conversationId, reason: 'solved' });
      expect((await customers.open(visitor, {})).conversationId).not.toBe(conversationId);
    });

    it('takes feedback for answers alone, and tells of thumbs-down', async () => {
      const question = await send('Where?');
      const give = (messageId: string) =>
        customers.giveFeedback(visitor, {
          conversationId,
          messageId,
          verdict: 'down',
          reason: 'wrong',
        });
      await expect(give(question.messageId)).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(give(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
      expect(disliked).toHaveLength(0);
    });
  });
});
