import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatState, ConversationClient } from './conversation-client.ts';
import { MemoryStore } from './key-value-store.ts';
import { messageOf } from './test-support/event-script.ts';
import { FarSide } from './test-support/far-side.ts';

let server: FarSide;
let store: MemoryStore;
const clients: ConversationClient[] = [];

beforeEach(async () => {
  server = new FarSide();
  store = new MemoryStore();
  await server.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.stop();
  await server.stop();
});

function openClient(): ConversationClient {
  const client = new ConversationClient({ url: server.url, site: 'shop', locale: 'en', store });
  clients.push(client);
  client.start();
  return client;
}

/** Resolves with the first state that fits. */
function until(
  client: ConversationClient,
  fits: (state: ChatState) => boolean,
): Promise<ChatState> {
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

const isOpen = (state: ChatState) => state.kind === 'open' && state.connection.kind === 'online';

/** What the customer sees of the conversation: messages, then answers being written, then what is not sent. */
function seen(state: ChatState): string[] {
  if (state.kind === 'opening') return state.unsent.map(({ text }) => `(${text})`);
  return [
    ...state.thread.messages.map(({ text }) => text),
    ...state.thread.live.map(({ text }) => `${text}...`),
    ...state.unsent.map(({ text }) => `(${text})`),
  ];
}

const sees =
  (...texts: string[]) =>
  (state: ChatState) =>
    JSON.stringify(seen(state)) === JSON.stringify(texts);

describe('a conversation client', () => {
  it('opens the conversation and keeps the token for the next page', async () => {
    await until(openClient(), isOpen);
    await until(openClient(), isOpen);
    expect(server.tokensGiven).toBe(1);
  });

  it('asks for a token again when none came in time', async () => {
    server.silentTokens = 1;
    const parts = { url: server.url, site: 'shop', locale: 'en', store, tokenTimeoutMs: 50 };
    const client = new ConversationClient(parts);
    clients.push(client);
    client.start();
    await until(client, ({ connection }) => connection.kind === 'offline');
    await until(client, isOpen);
    expect(server.tokensGiven).toBe(1);
  });

  it('renews a token that is refused', async () => {
    store.set('deskhand.shop.visitor', 'expired');
    await until(openClient(), isOpen);
    expect(store.get('deskhand.shop.visitor')).toBe('token-1');
  });

  it('shows a message at once and keeps it until the server has it', async () => {
    const client = openClient();
    client.send('  hello  ');
    expect(seen(client.getSnapshot())).toEqual(['(hello)']);
    await until(client, sees('hello'));
    expect(server.customerTexts).toEqual(['hello']);
    expect(store.keys().filter((key) => key.includes('unsent'))).toEqual([]);
  });

  it('keeps the order of messages written in a row', async () => {
    const client = openClient();
    for (const text of ['one', 'two', 'three']) client.send(text);
    await until(client, sees('one', 'two', 'three'));
    expect(server.customerTexts).toEqual(['one', 'two', 'three']);
  });

  it('delivers what was written before the page was closed', async () => {
    await server.stop();
    const before = openClient();
    before.send('hello');
    before.stop();
    await server.start();
    await until(openClient(), sees('hello'));
  });

  it('sends again what was not acknowledged, and the thread has it once', async () => {
    const client = openClient();
    await until(client, isOpen);
    server.swallowAcks = 1;
    client.send('hello');
    await until(client, sees('hello'));
    server.cut();
    await until(client, (state) => state.connection.kind === 'offline');
    await until(client, isOpen);
    client.send('again');
    await until(client, sees('hello', 'again'));
    expect(server.customerTexts).toEqual(['hello', 'again']);
  });

  it('waits as long as the server says and then sends again', async () => {
    const client = openClient();
    server.refusals.set('message-send', [
      { code: 'rate-limited', retryable: true, retryAfterMs: 20 },
      { code: 'storage-unavailable', retryable: true, retryAfterMs: 20 },
    ]);
    client.send('hello');
    const waiting = await until(
      client,
      ({ unsent }) => unsent[0]?.state.kind === 'not-sent-yet' && unsent[0].state.error !== null,
    );
    expect(waiting.unsent[0]?.state).toMatchObject({ error: { code: 'rate-limited' } });
    await until(client, sees('hello'));
  });

  it('sends the next message when one is refused for good', async () => {
    const client = openClient();
    server.refusals.set('message-send', [{ code: 'message-too-long', retryable: false }]);
    client.send('too long');
    client.send('short');
    const state = await until(client, sees('short', '(too long)'));
    expect(state.unsent[0]?.state.kind).toBe('refused');
    client.discard(state.unsent[0]?.clientMessageId ?? '');
    await until(client, sees('short'));
  });

  it('gets exactly what it missed of an answer while it was away', async () => {
    const client = openClient();
    await until(client, isOpen);
    server.emit({ type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    server.emit({ type: 'answer-delta', messageId: 'm2', text: 'Thirty' });
    await until(client, sees('Thirty...'));
    server.cut();
    server.emit({ type: 'answer-delta', messageId: 'm2', text: ' days' });
    await until(client, sees('Thirty days...'));
    server.emit({ type: 'answer-delta', messageId: 'm2', text: '.' });
    await until(client, sees('Thirty days....'));
  });

  it('finds the answer in flight after a reload', async () => {
    const before = openClient();
    await until(before, isOpen);
    server.emit({ type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    server.emit({ type: 'answer-delta', messageId: 'm2', text: 'Thirty' });
    before.stop();
    const after = openClient();
    await until(after, sees('Thirty...'));
    server.emit({ type: 'answer-delta', messageId: 'm2', text: ' days' });
    await until(after, sees('Thirty days...'));
  });

  it('takes the whole conversation when the server came back with a new log', async () => {
    const client = openClient();
    client.send('hello');
    await until(client, sees('hello'));
    await server.restart();
    server.emit({ type: 'message-new', message: messageOf('c1', 2, 'assistant', 'welcome back') });
    await until(client, sees('hello', 'welcome back'));
  });

  it('asks for a person once it is connected', async () => {
    const client = openClient();
    void client.requestPerson();
    const state = await until(
      client,
      (now) => now.kind === 'open' && now.thread.conversation.state.kind === 'queued',
    );
    expect(state.problem).toBeNull();
    expect(server.requests.filter((each) => each === 'hand-off-request')).toHaveLength(1);
  });

  it('leaves the queue for the assistant', async () => {
    const client = openClient();
    await until(client, isOpen);
    await client.requestPerson();
    await client.leaveQueue();
    const state = await until(
      client,
      (now) => now.kind === 'open' && now.thread.conversation.state.kind === 'assistant',
    );
    expect(state.problem).toBeNull();
  });

  it('tells of an action that failed until it is dismissed', async () => {
    const client = openClient();
    await until(client, isOpen);
    server.refusals.set('answer-retry', [{ code: 'conversation-closed', retryable: false }]);
    await client.retryAnswer('m2');
    expect(client.getSnapshot().problem).toEqual({
      action: 'answer-retry',
      error: { code: 'conversation-closed', retryable: false },
    });
    client.dismissProblem();
    expect(client.getSnapshot().problem).toBeNull();
  });

  it('leaves a conversation that is gone for the open one', async () => {
    server.refusals.set('conversation-open', [{ code: 'not-found', retryable: false }]);
    await until(openClient(), isOpen);
  });

  it('closes the conversation with the reason', async () => {
    const client = openClient();
    await until(client, isOpen);
    await client.close('solved');
    const state = await until(
      client,
      (now) => now.kind === 'open' && now.thread.conversation.state.kind === 'closed',
    );
    expect(state.kind === 'open' && state.thread.conversation.state).toMatchObject({
      reason: 'solved',
    });
  });
});
