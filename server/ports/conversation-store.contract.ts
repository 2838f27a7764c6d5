import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../shared/receipt.ts';
import type {
  ConversationStore,
  ConversationTransition,
  NewMessage,
} from './conversation-store.ts';

export interface ConversationStoreUnderTest {
  store: ConversationStore;
  /** Cuts it off from its database, to see what it says then. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

/** What every ConversationStore does. Cases use conversations of their own, so they need no empty store. */
export function describeConversationStoreContract(
  name: string,
  makeAdapter: () => Promise<ConversationStoreUnderTest>,
): void {
  describe(`ConversationStore on ${name}`, () => {
    let adapter: ConversationStoreUnderTest;
    let store: ConversationStore;
    beforeAll(async () => {
      adapter = await makeAdapter();
      store = adapter.store;
    });
    afterAll(() => adapter.close());

    const open = (visitorId: string = randomUUID(), site = 'shop') =>
      store.createConversation({ id: randomUUID(), visitorId, site, locale: 'en' });

    describe('conversations', () => {
      it('starts empty and with the assistant', async () => {
        const created = await open('visitor-1');
        expect(created).toMatchObject({
          visitorId: 'visitor-1',
          site: 'shop',
          locale: 'en',
          state: { kind: 'assistant' },
          lastPosition: 0,
        });
        expect(await store.getConversation(created.id)).toEqual(created);
        expect(await store.listMessages(created.id)).toEqual([]);
      });

      it('knows nothing of an absent one', async () => {
        expect(await store.getConversation('absent')).toBeNull();
        expect(await store.listMessages('absent')).toEqual([]);
        expect(await store.getMessage('absent')).toBeNull();
        expect(await store.getReceipt('absent')).toBeNull();
      });

      it("finds a visitor's newest open one on a site", async () => {
        const visitorId = randomUUID();
        await open(visitorId);
        // Times are kept to the millisecond, and of two in the same one neither is newer.
        await sleep(2);
        const newer = await open(visitorId);
        const elsewhere = await open(visitorId, 'other site');
        expect(await store.findOpenConversation(visitorId, 'shop')).toEqual(newer);
        expect(await store.findOpenConversation(visitorId, 'other site')).toEqual(elsewhere);
        await close(store, newer.id);
        await close(store, elsewhere.id);
        expect((await store.findOpenConversation(visitorId, 'shop'))?.id).not.toBe(newer.id);
        expect(await store.findOpenConversation(visitorId, 'other site')).toBeNull();
      });
    });

    describe('messages', () => {
      it('come back as they were stored, in order, the newest when limited', async () => {
        const { id } = await open();
        const first = await stored(store, customerMessage(id, { text: 'Grüße "\\u0000" 🚲\n' }));
        const second = await stored(store, customerMessage(id));
        expect(second.position).toBeGreaterThan(first.position);
        expect(await store.listMessages(id)).toEqual([first, second]);
        expect(await store.listMessages(id, 1)).toEqual([second]);
        expect(await store.getMessage(first.id)).toEqual(first);
        expect(await store.getConversation(id)).toMatchObject({
          lastPosition: second.position,
          lastMessageAt: second.createdAt,
        });
      });

      it('tell how the conversation stands after them', async () => {
        const { id } = await open();
        const result = await store.appendMessage(customerMessage(id));
        expect(result).toMatchObject({ kind: 'stored', conversation: { id, lastPosition: 1 } });
        expect(result).toMatchObject({ conversation: await store.getConversation(id) });
      });

      it('are stored once for a client message id, also when sent at the same time', async () => {
        const { id } = await open();
        const clientMessageId = randomUUID();
        const results = await Promise.all(
          Array.from({ length: 8 }, () =>
            store.appendMessage(customerMessage(id, { clientMessageId })),
          ),
        );
        const messages = await store.listMessages(id);
        expect(messages).toHaveLength(1);
        expect(results.map((result) => result.kind).sort()).toEqual([
          ...Array(7).fill('duplicate'),
          'stored',
        ]);
        for (const result of results) expect(result).toMatchObject({ message: messages[0] });
      });

      it('get different positions when sent at the same time', async () => {
        const { id } = await open();
        await Promise.all(
          Array.from({ length: 10 }, () => store.appendMessage(customerMessage(id))),
        );
        const positions = (await store.listMessages(id)).map((message) => message.position);
        expect(new Set(positions).size).toBe(10);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      });

      it("are refused in an absent conversation and in another visitor's", async () => {
        const { id } = await open('owner');
        const clientMessageId = randomUUID();
        const message = customerMessage(id, { clientMessageId });
        expect(await store.appendMessage(customerMessage('absent'))).toEqual({ kind: 'not-found' });
        expect(await store.appendMessage(message, { visitorId: 'owner' })).toMatchObject({
          kind: 'stored',
        });
        expect(await store.appendMessage(message, { visitorId: 'thief' })).toEqual({
          kind: 'not-found',
        });
        expect(await store.listMessages(id)).toHaveLength(1);
      });

      it('lose what a database cannot store, and nothing else', async () => {
        const { id } = await open();
        const message = await stored(store, customerMessage(id, { text: 'a\0b' }));
        expect(message.text).toBe('ab');
        expect(await store.getMessage(message.id)).toEqual(message);
      });
    });

    describe("an agent's message", () => {
      it('is refused when the customer wrote after what the agent saw', async () => {
        const { id } = await open();
        const seen = await stored(store, customerMessage(id));
        const unseen = await stored(store, customerMessage(id));
        const options = { expectedLastPosition: seen.position };
        expect(await store.appendMessage(agentMessage(id, 'Ada'), options)).toEqual({
          kind: 'moved-on',
          lastPosition: unseen.position,
        });
        expect(
          await store.appendMessage(agentMessage(id, 'Ada'), {
            expectedLastPosition: unseen.position,
          }),
        ).toMatchObject({ kind: 'stored' });
      });

      it('is refused when another agent wrote, not when the same one did', async () => {
        const { id } = await open();
        const options = {
          expectedLastPosition: (await stored(store, customerMessage(id))).position,
        };
        for (const _ of [1, 2]) {
          const result = await store.appendMessage(agentMessage(id, 'Ada'), options);
          expect(result).toMatchObject({ kind: 'stored' });
        }
        expect(await store.appendMessage(agentMessage(id, 'Bob'), options)).toMatchObject({
          kind: 'moved-on',
        });
      });

      it('is not refused for what the assistant wrote', async () => {
        const { id } = await open();
        const question = await stored(store, customerMessage(id));
        await answer(store, id, question.id);
        expect(
          await store.appendMessage(agentMessage(id, 'Ada'), {
            expectedLastPosition: question.position,
          }),
        ).toMatchObject({ kind: 'stored' });
      });

      it('sent again is a duplicate, even when the thread moved on since', async () => {
        const { id } = await open();
        const message = agentMessage(id, 'Ada', { clientMessageId: randomUUID() });
        const first = await store.appendMessage(message, { expectedLastPosition: 0 });
        await store.appendMessage(customerMessage(id));
        expect(
          await store.appendMessage({ ...message, id: randomUUID() }, { expectedLastPosition: 0 }),
        ).toMatchObject({ kind: 'duplicate', message: first.kind === 'stored' && first.message });
      });

      it('of two agents at the same time is stored for one of them', async () => {
        const { id } = await open();
        const { position } = await stored(store, customerMessage(id));
        const results = await Promise.all(
          ['Ada', 'Bob', 'Cyd'].map((author) =>
            store.appendMessage(agentMessage(id, author), { expectedLastPosition: position }),
          ),
        );
        expect(results.map((result) => result.kind).sort()).toEqual([
          'moved-on',
          'moved-on',
          'stored',
        ]);
      });
    });

    describe('answers', () => {
      it('are stored with their receipts', async () => {
        const { id } = await open();
        const question = await stored(store, customerMessage(id));
        const { message, receipt } = await answer(store, id, question.id);
        expect(message).toMatchObject({
          role: 'assistant',
          inReplyTo: question.id,
          answerStatus: 'complete',
        });
        expect(await store.listMessages(id)).toEqual([question, message]);
        expect(await store.getReceipt(message.id)).toEqual(receipt);
        expect(await store.listReceipts(id)).toEqual([receipt]);
      });

      it('stay marked as limited', async () => {
        const { id } = await open();
        const { message } = await answer(store, id, 'question', { limited: true });
        expect(await store.getMessage(message.id)).toEqual(message);
        expect(message).toMatchObject({ limited: true });
      });

      it('are stored once for a message id', async () => {
        const { id } = await open();
        const first = await answer(store, id, 'question');
        const second = await answer(store, id, 'question', { id: first.message.id, text: 'Other' });
        expect(second.message).toEqual(first.message);
        expect(await store.listMessages(id)).toEqual([first.message]);
        expect(await store.listReceipts(id)).toEqual([first.receipt]);
      });

      it('are refused in an absent conversation', async () => {
        await expect(answer(store, 'absent', 'question')).rejects.toMatchObject({
          code: 'not-found',
        });
      });

      it('take feedback, the last one counts', async () => {
        const { id } = await open();
        const { message } = await answer(store, id, 'question');
        expect(await store.saveFeedback(message.id, { verdict: 'up' })).toMatchObject({
          previous: null,
        });
        const feedback = { verdict: 'down', reason: 'wrong price' } as const;
        expect(await store.saveFeedback(message.id, feedback)).toEqual({
          message: { ...message, feedback },
          previous: { verdict: 'up' },
        });
        expect(await store.getMessage(message.id)).toEqual({ ...message, feedback });
        expect(await store.saveFeedback('absent', feedback)).toBeNull();
      });

      it('tell one alone of those who judge it at once that nobody had', async () => {
        const { id } = await open();
        const { message } = await answer(store, id, 'question');
        const judged = await Promise.all(
          Array.from({ length: 6 }, () => store.saveFeedback(message.id, { verdict: 'down' })),
        );
        expect(judged.filter((one) => one?.previous === null)).toHaveLength(1);
      });
    });

    describe('states', () => {
      it('change for one of those who try at the same time, and leave a trace', async () => {
        const { id } = await open();
        await queue(store, id);
        const takes = await Promise.all(
          ['ada', 'bob', 'cyd'].map((agent) => take(store, id, agent)),
        );
        const taken = takes.filter((conversation) => conversation !== null);
        expect(taken).toHaveLength(1);
        expect(await store.getConversation(id)).toEqual(taken[0]);
        const transitions = await store.listTransitions(id);
        expect(transitions.map((transition) => transition.kind)).toEqual(['queued', 'taken']);
        expect(transitions[0]).toEqual({
          conversationId: id,
          at: '2026-03-01T10:00:00.000Z',
          kind: 'queued',
          by: 'customer',
          reason: 'asked for a person',
        });
      });

      it('change only while the agent has it whose it is said to be', async () => {
        const { id } = await open();
        await queue(store, id);
        await take(store, id, 'ada');
        const leave = (heldBy: string) =>
          store.changeState(id, ['agent'], { kind: 'assistant' }, transition('returned'), {
            heldBy,
          });
        expect(await leave('bob')).toBeNull();
        expect(await leave('ada')).toMatchObject({ state: { kind: 'assistant' } });
        expect(await leave('ada')).toBeNull();
      });

      it('do not change from another kind, nor in an absent conversation', async () => {
        const { id } = await open();
        expect(await take(store, id, 'ada')).toBeNull();
        expect(await take(store, 'absent', 'ada')).toBeNull();
        expect(await store.listTransitions(id)).toEqual([]);
      });

      it('show who waits, in the order of the queue, with the last message', async () => {
        const [second, first, closed] = [await open(), await open(), await open()];
        await stored(store, customerMessage(first.id, { text: 'Is anybody there?' }));
        await queue(store, second.id, '2026-03-01T12:00:00.000Z');
        await queue(store, first.id, '2026-03-01T11:00:00.000Z', 'person-requested');
        await take(store, first.id, 'ada');
        await queue(store, closed.id);
        await close(store, closed.id);
        const ours = new Set([first.id, second.id, closed.id]);
        const waiting = (await store.listWaiting()).filter((line) =>
          ours.has(line.conversation.id),
        );
        expect(waiting).toMatchObject([
          { conversation: { id: first.id }, lastText: 'Is anybody there?', lastRole: 'customer' },
          {
            conversation: { id: second.id, state: { kind: 'queued' } },
            lastText: '',
            lastRole: '',
          },
        ]);
      });
    });

    describe('the queue', () => {
      const at = (hour: number, minute = 0) =>
        new Date(Date.UTC(2026, 2, 1, hour, minute)).toISOString();
      const waiting = async (...ids: string[]) =>
        (await store.listWaiting())
          .filter(({ conversation }) => ids.includes(conversation.id))
          .map(({ conversation, handedOffAt }) => [conversation.id, handedOffAt]);
      const requeue = (id: string, time: string) =>
        store.changeState(
          id,
          ['agent'],
          { kind: 'queued', since: time, reason: 'agent-left' },
          { at: time, kind: 'queued', by: 'system' },
        );

      it('leaves one its place that comes back to it from an agent', async () => {
        const [first, second] = [await open(), await open()];
        await queue(store, first.id, at(10));
        await queue(store, second.id, at(11));
        await take(store, first.id, 'ada');
        await requeue(first.id, at(12));
        expect(await waiting(first.id, second.id)).toEqual([
          [first.id, at(10)],
          [second.id, at(11)],
        ]);
      });

      it('puts one behind the others that was with the assistant meanwhile', async () => {
        const [first, second] = [await open(), await open()];
        await queue(store, first.id, at(10));
        await queue(store, second.id, at(11));
        await giveBack(store, first.id, at(11, 30));
        await queue(store, first.id, at(12));
        expect(await waiting(first.id, second.id)).toEqual([
          [second.id, at(11)],
          [first.id, at(12)],
        ]);
      });

      it('counts one that an agent took from the assistant from then on', async () => {
        const { id } = await open();
        const state = { kind: 'agent', agentId: 'ada', agentName: 'ada' } as const;
        await store.changeState(id, ['assistant'], state, transition('taken', at(10)));
        await requeue(id, at(12));
        expect(await waiting(id)).toEqual([[id, at(10)]]);
      });
    });

    describe('unanswered messages', () => {
      const since = '2026-03-01T09:00:00.000Z';
      const unanswered = async (conversationId: string, until?: string) =>
        (await store.listUnanswered({ since, ...(until === undefined ? {} : { until }) }))
          .filter((entry) => entry.conversation.id === conversationId)
          .map((entry) => entry.message.text);

      it('are those without a reply, oldest first, within the given times', async () => {
        const { id } = await open();
        const at = (createdAt: string, text: string) =>
          stored(store, customerMessage(id, { createdAt, text }));
        await at('2026-03-01T08:00:00.000Z', 'old');
        const answered = await at('2026-03-01T10:00:00.000Z', 'answered');
        await at('2026-03-01T10:02:00.000Z', 'second');
        await at('2026-03-01T10:01:00.000Z', 'first');
        await answer(store, id, answered.id);
        expect(await unanswered(id)).toEqual(['first', 'second']);
        expect(await unanswered(id, '2026-03-01T10:02:00.000Z')).toEqual(['first']);
      });

      it('are not those that a person has or had in hand', async () => {
        const { id } = await open();
        await stored(store, customerMessage(id, { createdAt: '2026-03-01T09:59:00.000Z' }));
        await queue(store, id, '2026-03-01T10:00:00.000Z', 'person-requested');
        expect(await unanswered(id)).toEqual([]);
        await stored(store, agentMessage(id, 'Ada', { createdAt: '2026-03-01T10:10:00.000Z' }));
        await giveBack(store, id, '2026-03-01T10:20:00.000Z');
        expect(await unanswered(id)).toEqual([]);
        await stored(
          store,
          customerMessage(id, { createdAt: '2026-03-01T11:00:00.000Z', text: 'And now?' }),
        );
        expect(await unanswered(id)).toEqual(['And now?']);
      });

      it('are those that came back to the assistant as the last word, from then on', async () => {
        const { id } = await open();
        const at = (createdAt: string, text: string) =>
          stored(store, customerMessage(id, { createdAt, text }));
        await at('2026-03-01T08:00:00.000Z', 'first');
        await queue(store, id, '2026-03-01T08:01:00.000Z', 'person-requested');
        const last = await at('2026-03-01T08:02:00.000Z', 'last');
        await giveBack(store, id, '2026-03-01T10:00:00.000Z');
        expect(await unanswered(id)).toEqual(['last']);
        expect(await unanswered(id, '2026-03-01T10:00:00.000Z')).toEqual([]);
        await queue(store, id, '2026-03-01T10:05:00.000Z');
        expect(await unanswered(id)).toEqual([]);
        await giveBack(store, id, '2026-03-01T10:06:00.000Z');
        expect(await unanswered(id)).toEqual(['last']);
        await answer(store, id, last.id);
        expect(await unanswered(id)).toEqual([]);
      });
    });

    describe('idle conversations', () => {
      const hourMs = 3_600_000;
      const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
      /** Conversations are created now; so all that is older than an hour from now is old here. */
      const before = inHours(1);
      const deleteAll = async () => {
        while ((await store.deleteIdle({ before, limit: 100 })) > 0);
      };

      it('are deleted with all that belongs to them', async () => {
        const { id } = await open();
        const question = await stored(store, customerMessage(id));
        const { message } = await answer(store, id, question.id);
        await store.saveFeedback(message.id, { verdict: 'down', reason: 'wrong' });
        await close(store, id);
        await deleteAll();
        expect(await store.getConversation(id)).toBeNull();
        expect(await store.listMessages(id)).toEqual([]);
        expect(await store.getMessage(message.id)).toBeNull();
        expect(await store.getReceipt(message.id)).toBeNull();
        expect(await store.listTransitions(id)).toEqual([]);
        expect(await store.appendMessage(customerMessage(id))).toEqual({ kind: 'not-found' });
      });

      it('are not those in which something happened since, or that a person has or will have', async () => {
        const [written, changed, waiting, taken] = [
          await open(),
          await open(),
          await open(),
          await open(),
        ];
        await stored(store, customerMessage(written.id));
        await stored(store, customerMessage(written.id, { createdAt: inHours(2) }));
        await store.changeState(
          changed.id,
          ['assistant'],
          { kind: 'closed', by: 'customer', reason: 'solved', at: inHours(2) },
          transition('closed', inHours(2)),
        );
        await queue(store, waiting.id);
        await queue(store, taken.id);
        await take(store, taken.id, 'ada');
        await deleteAll();
        for (const { id } of [written, changed, waiting, taken])
          expect(await store.getConversation(id)).not.toBeNull();
        expect(await store.listMessages(written.id)).toHaveLength(2);
      });

      it('go a batch at a time', async () => {
        await deleteAll();
        for (let count = 0; count < 5; count += 1) await open();
        const batches = [];
        for (let run = 0; run < 4; run += 1)
          batches.push(await store.deleteIdle({ before, limit: 2 }));
        expect(batches).toEqual([2, 2, 1, 0]);
      });

      it('leave no message behind when somebody writes in one just then', async () => {
        const opened = await Promise.all(Array.from({ length: 30 }, () => open()));
        const [, ...written] = await Promise.all([
          store.deleteIdle({ before, limit: 100 }),
          ...opened.map(({ id }) =>
            store.appendMessage(customerMessage(id, { createdAt: inHours(2) })),
          ),
        ]);
        for (const [place, { id }] of opened.entries()) {
          const isThere = (await store.getConversation(id)) !== null;
          expect(written[place]?.kind).toBe(isThere ? 'stored' : 'not-found');
          expect(await store.listMessages(id)).toHaveLength(isThere ? 1 : 0);
        }
      });
    });

    it('says that the storage is unavailable when it is, and that a retry may help', async () => {
      await adapter.disconnect();
      const unavailable = { code: 'storage-unavailable', retryable: true };
      await expect(store.getConversation('any')).rejects.toMatchObject(unavailable);
      await expect(store.appendMessage(customerMessage('any'))).rejects.toMatchObject(unavailable);
    });
  });
}

function customerMessage(conversationId: string, parts: Partial<NewMessage> = {}): NewMessage {
  const createdAt = '2026-03-01T10:00:00.000Z';
  return {
    id: randomUUID(),
    conversationId,
    role: 'customer',
    text: 'How much is a tube?',
    createdAt,
    ...parts,
  };
}

function agentMessage(
  conversationId: string,
  authorName: string,
  parts: Partial<NewMessage> = {},
): NewMessage {
  return customerMessage(conversationId, { role: 'agent', authorName, text: 'Hello', ...parts });
}

async function stored(store: ConversationStore, message: NewMessage) {
  const result = await store.appendMessage(message);
  if (result.kind !== 'stored') throw new Error(`Not stored: ${result.kind}`);
  return result.message;
}

async function answer(
  store: ConversationStore,
  conversationId: string,
  inReplyTo: string,
  parts: Partial<NewMessage> = {},
) {
  const draft: NewMessage = {
    ...customerMessage(conversationId),
    role: 'assistant',
    text: 'It costs 7 euros [1].',
    inReplyTo,
    answerStatus: 'complete',
    sources: [citation],
    ...parts,
  };
  const receipt = exampleReceipt(draft.id, conversationId);
  return { message: await store.appendAnswer(draft, receipt), receipt };
}

function transition(kind: ConversationTransition['kind'], at?: string) {
  return { at: at ?? '2026-03-01T10:00:00.000Z', kind, by: 'customer' as const };
}

function queue(
  store: ConversationStore,
  id: string,
  since = '2026-03-01T10:00:00.000Z',
  kind: 'queued' | 'person-requested' = 'queued',
) {
  const reason = 'asked for a person';
  const state = { kind: 'queued', since, reason } as const;
  return store.changeState(id, ['assistant'], state, { ...transition(kind, since), reason });
}

function take(store: ConversationStore, id: string, agentId: string) {
  const state = { kind: 'agent', agentId, agentName: agentId } as const;
  return store.changeState(id, ['queued'], state, {
    ...transition('taken', '2026-03-01T10:05:00.000Z'),
    by: 'agent',
    actorId: agentId,
  });
}

function giveBack(store: ConversationStore, id: string, at: string) {
  const to = { kind: 'assistant' } as const;
  return store.changeState(id, ['queued', 'agent'], to, transition('returned', at));
}

function close(store: ConversationStore, id: string) {
  const at = '2026-03-01T13:00:00.000Z';
  const state = { kind: 'closed', by: 'customer', reason: 'solved', at } as const;
  return store.changeState(id, ['assistant', 'queued', 'agent'], state, transition('closed', at));
}

const citation = {
  number: 1,
  documentId: 'tubes',
  documentVersion: 1,
  passageId: 'tubes#1',
  title: 'Tubes',
  heading: 'Prices',
  text: 'A tube costs 7 euros.',
};

function exampleReceipt(messageId: string, conversationId: string): Receipt {
  return {
    messageId,
    conversationId,
    createdAt: '2026-03-01T10:00:01.000Z',
    servedBy: 'extractive',
    taskClass: 'faq',
    standaloneQuestion: 'How much is a tube? "\\u0000"',
    attempts: [],
    promptTokens: { system: 10, context: 100, summary: 0, history: 0, question: 6 },
    tokenizer: 'o200k_base',
    costUsd: 0.000123,
    referenceCostUsd: 0.0042,
    ttftMs: 12.5,
    totalMs: 40,
    stagesMs: { admit: 1, retrieve: 3.5 },
    retrieval: { source: 'hybrid', degraded: false, indexVersion: 1 },
    cache: { exact: 'miss', semantic: 'miss', fragment: 'miss' },
    citations: [citation],
    promptVersion: '1',
    verification: { verdict: 'supported', criticalValues: 1, unsupported: [] },
  };
}
