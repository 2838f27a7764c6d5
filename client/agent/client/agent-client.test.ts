import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Receipt } from '../../../shared/receipt.ts';
import { MemoryStore } from '../../kit/key-value-store.ts';
import { messageOf } from '../../kit/test-support/event-script.ts';
import { AgentFarSide, me } from '../test-support/agent-far-side.ts';
import { AgentClient } from './agent-client.ts';
import type { AgentState, OpenState } from './agent-state.ts';

type Open = Extract<OpenState, { kind: 'open' }>;

let server: AgentFarSide;
let store: MemoryStore;
const clients: AgentClient[] = [];

beforeEach(async () => {
  server = new AgentFarSide();
  store = new MemoryStore();
  await server.start();
  server.add('c1', 'hello');
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.stop();
  await server.stop();
});

function signedIn(): AgentClient {
  const client = new AgentClient({ url: server.url, userId: me.agentId, store });
  clients.push(client);
  client.start();
  return client;
}

/** Resolves with the first state that fits. */
function until(client: AgentClient, fits: (state: AgentState) => boolean): Promise<AgentState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = client.getSnapshot();
      if (!fits(state)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = client.subscribe(look);
    look();
  });
}

async function untilOpen(
  client: AgentClient,
  fits: (open: Open) => boolean = () => true,
): Promise<Open> {
  const { open } = await until(client, ({ open }) => open.kind === 'open' && fits(open));
  if (open.kind !== 'open') throw new Error('not open');
  return open;
}

const isOnline = (state: AgentState) => state.connection.kind === 'online';
const texts = (open: Open) => open.thread.messages.map(({ text }) => text);
const shows =
  (...expected: string[]) =>
  (open: Open) =>
    JSON.stringify(texts(open)) === JSON.stringify(expected);
const receiptOf = (messageId: string) => ({ messageId, conversationId: 'c1' }) as Receipt;

/** A client with the conversation taken. */
async function inConversation(): Promise<AgentClient> {
  const client = signedIn();
  client.open('c1');
  await untilOpen(client);
  await client.take();
  await untilOpen(client, ({ thread }) => thread.conversation.state.kind === 'agent');
  return client;
}

describe("an agent's queue", () => {
  it('is there after the sign-in and follows every change', async () => {
    server.askForPerson('c1');
    const client = signedIn();
    const { queue } = await until(client, isOnline);
    expect(queue).toMatchObject({ items: [{ conversation: { id: 'c1' }, lastText: 'hello' }] });
    server.add('c2', 'me too');
    server.askForPerson('c2');
    await until(client, ({ queue }) => queue.kind === 'ready' && queue.items.length === 2);
  });

  it('is asked for again where the server could not answer', async () => {
    server.refusals.set('queue-watch', [
      { code: 'storage-unavailable', retryable: true, retryAfterMs: 10 },
    ]);
    const client = signedIn();
    await until(client, ({ connection }) => connection.kind === 'offline');
    await until(client, isOnline);
  });

  it('is up to date again after a lost connection', async () => {
    const client = signedIn();
    await until(client, isOnline);
    server.cut();
    await until(client, ({ connection }) => connection.kind === 'offline');
    server.askForPerson('c1');
    await until(client, (state) => isOnline(state) && JSON.stringify(state.queue).includes('c1'));
  });

  it('ends with the session', async () => {
    const client = signedIn();
    await until(client, isOnline);
    server.signedIn = false;
    server.end();
    await until(client, ({ connection }) => connection.kind === 'signed-out');
  });

  it('comes back when the server ended the connection but not the session', async () => {
    const client = signedIn();
    await until(client, isOnline);
    server.end();
    await until(client, ({ connection }) => connection.kind === 'offline');
    await until(client, isOnline);
  });
});

describe('an open conversation', () => {
  it('shows what was said, and what is said and answered from then on', async () => {
    const client = signedIn();
    client.open('c1');
    expect(texts(await untilOpen(client))).toEqual(['hello']);
    server.emit('c1', { type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    server.emit('c1', { type: 'answer-delta', messageId: 'm2', text: 'Hi' });
    const { thread } = await untilOpen(client, (open) => open.thread.live[0]?.text === 'Hi');
    expect(thread.live).toHaveLength(1);
    server.emit('c1', { type: 'answer-end', message: messageOf('c1', 2, 'assistant', 'Hi!') });
    await untilOpen(client, shows('hello', 'Hi!'));
  });

  it('loses and doubles nothing that is said while it is opened', async () => {
    const client = signedIn();
    server.beforeOpenAck = () => {
      server.beforeOpenAck = () => {};
      server.say('c1', 'are you there?');
      server.tellReceipt(receiptOf('m9'));
    };
    client.open('c1');
    const { receipts } = await untilOpen(client, shows('hello', 'are you there?'));
    expect(Object.keys(receipts)).toEqual(['m9']);
  });

  it('has the receipts of its answers, and of no other conversation', async () => {
    server.tellReceipt(receiptOf('m2'));
    server.add('c2', 'me too');
    const client = signedIn();
    client.open('c2');
    await untilOpen(client);
    client.open('c1');
    await untilOpen(client, ({ receipts }) => 'm2' in receipts);
    server.tellReceipt({ ...receiptOf('m5'), conversationId: 'c2' });
    server.tellReceipt(receiptOf('m4'));
    const { receipts } = await untilOpen(client, ({ receipts }) => 'm4' in receipts);
    expect(Object.keys(receipts)).toEqual(['m2', 'm4']);
  });

  it('gives way to the next one', async () => {
    server.add('c2', 'me too');
    const client = signedIn();
    client.open('c1');
    client.open('c2');
    await untilOpen(client, shows('me too'));
    server.say('c1', 'still there?');
    server.say('c2', 'hurry');
    await untilOpen(client, shows('me too', 'hurry'));
  });

  it('catches up after a lost connection', async () => {
    const client = await inConversation();
    server.cut();
    server.say('c1', 'hello?');
    await until(client, ({ connection }) => connection.kind === 'offline');
    await untilOpen(client, shows('hello', 'hello?'));
  });

  it('says so when it does not exist', async () => {
    const client = signedIn();
    client.open('nowhere');
    const { open } = await until(client, ({ open }) => open.kind === 'failed');
    expect(open).toMatchObject({ conversationId: 'nowhere', error: { code: 'not-found' } });
  });

  it('can be taken, handed back and closed with a reason', async () => {
    const client = await inConversation();
    await client.handBack();
    await untilOpen(client, ({ thread }) => thread.conversation.state.kind === 'assistant');
    await client.close('solved');
    const { thread } = await untilOpen(
      client,
      ({ thread }) => thread.conversation.state.kind === 'closed',
    );
    expect(thread.conversation.state).toMatchObject({ by: 'agent', reason: 'solved' });
  });

  it('tells what did not work until it is dismissed', async () => {
    const client = signedIn();
    client.open('c1');
    await untilOpen(client);
    server.refusals.set('conversation-take', [{ code: 'already-taken', retryable: false }]);
    await client.take();
    const { problem } = await untilOpen(client);
    expect(problem).toMatchObject({
      action: 'conversation-take',
      error: { code: 'already-taken' },
    });
    client.dismissProblem();
    expect((await untilOpen(client)).problem).toBeNull();
  });
});

describe('a reply', () => {
  it('is sent and stands in the thread; the draft is empty again', async () => {
    const client = await inConversation();
    client.write('  Good morning  ');
    await client.send();
    const open = await untilOpen(client, shows('hello', 'Good morning'));
    expect(open).toMatchObject({ draft: '', reply: { kind: 'none' } });
  });

  it('is not sent when the thread moved on: it stays as the draft and what is new is shown', async () => {
    const client = await inConversation();
    server.beforeSend = () => {
      server.beforeSend = () => {};
      server.say('c1', 'never mind');
    };
    client.write('Here is how');
    await client.send();
    const open = await untilOpen(client);
    expect(texts(open)).toEqual(['hello', 'never mind']);
    expect(open).toMatchObject({
      draft: 'Here is how',
      reply: { kind: 'moved-on', seenPosition: 1 },
    });
    await client.send();
    await untilOpen(client, shows('hello', 'never mind', 'Here is how'));
    expect((await untilOpen(client)).reply).toEqual({ kind: 'none' });
  });

  it('goes back into the draft, before what was written since, when it cannot be sent', async () => {
    const client = await inConversation();
    server.refusals.set('message-send', [{ code: 'storage-unavailable', retryable: true }]);
    client.write('first');
    const sent = client.send();
    client.write('second');
    await sent;
    expect(await untilOpen(client)).toMatchObject({
      draft: 'first\nsecond',
      problem: { action: 'message-send', error: { code: 'storage-unavailable' } },
    });
  });

  it('whose acknowledgement was lost is in the thread once, and no longer in the draft', async () => {
    const client = await inConversation();
    server.swallowAcks = 1;
    client.write('Good morning');
    const sent = client.send();
    await untilOpen(client, shows('hello', 'Good morning'));
    server.cut();
    await sent;
    await until(client, isOnline);
    expect(await untilOpen(client, shows('hello', 'Good morning'))).toMatchObject({
      draft: '',
      reply: { kind: 'none' },
      problem: null,
    });
  });

  it('is kept as a draft of its conversation, also for the next page', async () => {
    server.add('c2', 'me too');
    const client = await inConversation();
    client.write('half a sen');
    client.open('c2');
    expect((await untilOpen(client, shows('me too'))).draft).toBe('');
    client.stop();
    const next = signedIn();
    next.open('c1');
    expect((await untilOpen(next)).draft).toBe('half a sen');
  });
});
