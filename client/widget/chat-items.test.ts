import { describe, expect, it } from 'vitest';
import type { ChatState } from '../kit/conversation-client.ts';
import { EventLog } from '../kit/test-support/event-log.ts';
import { messageOf } from '../kit/test-support/event-script.ts';
import { chatItems } from './chat-items.ts';

const question = messageOf('c1', 1, 'customer', 'How long?');
const answer = messageOf('c1', 2, 'assistant', 'Thirty days.', { inReplyTo: 'm1' });

function stateOf(log: EventLog): ChatState {
  return {
    kind: 'open',
    connection: { kind: 'online' },
    problem: null,
    unsent: [],
    thread: log.thread,
  };
}

function shown(log: EventLog): string[] {
  return chatItems(stateOf(log)).map(({ kind, key }) => `${kind} ${key}`);
}

describe('the items of a chat', () => {
  it('show that the assistant is looking until the answer begins', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    expect(shown(log)).toEqual(['customer m1', 'thinking to-m1']);
    log.append({ type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    expect(shown(log)).toEqual(['customer m1', 'answer m2']);
  });

  it('show nobody looking once anybody but the customer had the last word', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    log.append({ type: 'message-new', message: messageOf('c1', 2, 'agent', 'Hi, this is Robin.') });
    log.append({ type: 'hand-off-returned', state: { kind: 'assistant' } });
    expect(shown(log)).toEqual(['customer m1', 'agent m2']);
  });

  it('keep the key of an answer when it is finished, so that it stays in place', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    log.append({ type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    log.append({ type: 'answer-end', message: answer });
    expect(shown(log)).toEqual(['customer m1', 'answer m2']);
  });

  it('set an answer back when a newer one to the same question begins', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    log.append({ type: 'answer-end', message: answer });
    log.append({ type: 'answer-start', messageId: 'm3', inReplyTo: 'm1' });
    const superseded = chatItems(stateOf(log)).map(
      (item) => item.kind === 'answer' && item.superseded,
    );
    expect(superseded).toEqual([false, true, false]);
  });

  it('ask nothing about an answer once a person has written', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    log.append({ type: 'answer-end', message: answer });
    log.append({ type: 'message-new', message: messageOf('c1', 3, 'agent', 'Hi, this is Robin.') });
    expect(chatItems(stateOf(log))[1]).toMatchObject({ kind: 'answer', latest: false });
  });

  it('end with what is not sent yet', () => {
    const log = new EventLog('c1');
    log.append({ type: 'message-new', message: question });
    log.append({ type: 'answer-end', message: answer });
    const unsent = {
      clientMessageId: 'x',
      text: 'And?',
      createdAt: 1,
      state: { kind: 'sending' },
    } as const;
    const items = chatItems({ ...stateOf(log), unsent: [unsent] });
    expect(items.map(({ kind }) => kind)).toEqual(['customer', 'answer', 'unsent']);
    expect(items[1]).toMatchObject({ latest: false });
  });
});
