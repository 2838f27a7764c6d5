import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConversationEvent } from '../../shared/protocol.ts';
import { EventLog } from './test-support/event-log.ts';
import { eventScript, messageOf } from './test-support/event-script.ts';
import { applySync, receive, type Thread } from './thread.ts';

const id = 'c1';

function fold(events: ConversationEvent[]): Thread {
  const log = new EventLog(id);
  for (const event of events) log.append(event);
  return log.thread;
}

describe('a thread', () => {
  it('builds the answer in flight from its deltas and replaces it by the message at the end', () => {
    const writing = fold([
      { type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' },
      { type: 'answer-delta', messageId: 'm2', text: 'Thirty ' },
      { type: 'answer-delta', messageId: 'm2', text: 'days.' },
    ]);
    expect(writing.live).toEqual([{ messageId: 'm2', inReplyTo: 'm1', text: 'Thirty days.' }]);

    const message = messageOf(id, 2, 'assistant', 'Thirty days. [1]');
    const log = new EventLog(id);
    log.append({ type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' });
    log.append({ type: 'answer-end', message });
    expect(log.thread.live).toEqual([]);
    expect(log.thread.messages).toEqual([message]);
  });

  it('drops an answer that never ended once another one to its question begins', () => {
    const thread = fold([
      { type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' },
      { type: 'answer-delta', messageId: 'm2', text: 'Thirty' },
      { type: 'answer-start', messageId: 'm3', inReplyTo: 'm1' },
    ]);
    expect(thread.live).toEqual([{ messageId: 'm3', inReplyTo: 'm1', text: '' }]);
  });

  it('starts an answer over when it is revised, and remembers that it was', () => {
    const thread = fold([
      { type: 'answer-start', messageId: 'm2', inReplyTo: 'm1' },
      { type: 'answer-delta', messageId: 'm2', text: 'It costs' },
      { type: 'answer-revised', messageId: 'm2' },
      { type: 'answer-delta', messageId: 'm2', text: 'The price is' },
    ]);
    expect(thread.live[0]?.text).toBe('The price is');
    expect(thread.revised.has('m2')).toBe(true);
  });

  it('keeps messages in the order of their positions, each once', () => {
    const late = messageOf(id, 1, 'customer', 'first');
    const thread = fold([
      { type: 'message-new', message: messageOf(id, 3, 'customer', 'third') },
      { type: 'message-new', message: late },
      { type: 'message-new', message: late },
    ]);
    expect(thread.messages.map(({ text }) => text)).toEqual(['first', 'third']);
  });

  it('takes each event once and reports a gap, another run and another conversation', () => {
    const log = new EventLog(id);
    const first = log.append({
      type: 'message-new',
      message: messageOf(id, 1, 'customer', 'hello'),
    });
    const { thread } = log;
    expect(receive(thread, first).kind).toBe('duplicate');
    expect(receive(thread, { ...first, seq: 3 }).kind).toBe('gap');
    expect(receive(thread, { ...first, seq: 2, epoch: 'other' }).kind).toBe('gap');
    expect(receive(thread, { ...first, conversationId: 'other' }).kind).toBe('other-conversation');
  });

  it('refuses a resume with a hole in it', () => {
    const log = new EventLog(id);
    const empty = log.thread;
    for (const text of ['a', 'b', 'c']) {
      log.append({ type: 'message-new', message: messageOf(id, 1, 'customer', text) });
    }
    const sync = log.sync({ epoch: log.epoch, seq: 0 });
    if (sync.kind !== 'resume') throw new Error('expected a resume');
    expect(applySync(empty, sync)).toEqual(log.thread);
    expect(applySync(empty, { ...sync, events: sync.events.toSpliced(1, 1) })).toBeNull();
    expect(applySync(empty, { ...sync, events: sync.events.slice(0, 2) })).toBeNull();
  });

  it('is the same after a resume from any point as without an interruption', () => {
    fc.assert(
      fc.property(eventScript(id), fc.nat(), (events, cut) => {
        const log = new EventLog(id);
        const stopped = cut % (events.length + 1);
        let before = log.thread;
        events.forEach((event, index) => {
          log.append(event);
          if (index + 1 === stopped) before = log.thread;
        });
        const after = applySync(before, log.sync({ epoch: before.epoch, seq: before.seq }));
        expect(after).toEqual(log.thread);
      }),
    );
  });
});
