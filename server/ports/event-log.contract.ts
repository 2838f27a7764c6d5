import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationEvent, SequencedEvent } from '../../shared/protocol.ts';
import type { EventLog } from './event-log.ts';

export interface EventLogUnderTest {
  log: EventLog;
  /** Lets the time pass by which the log forgets. */
  passTime(ms: number): Promise<void>;
  /** The retention the log was made with. */
  retainMs: number;
  /** After so long without an event a conversation may be forgotten whole. */
  forgetMs: number;
}

export const answerStart = (messageId: string): ConversationEvent => ({
  type: 'answer-start',
  messageId,
  inReplyTo: 'question-1',
});

export const answerDelta = (messageId: string, text: string): ConversationEvent => ({
  type: 'answer-delta',
  messageId,
  text,
});

/** What every EventLog does. `makeAdapter` gives an empty one with the short retention it names. */
export function describeEventLogContract(
  name: string,
  makeAdapter: () => Promise<EventLogUnderTest>,
): void {
  describe(`${name} as an EventLog`, () => {
    let adapter: EventLogUnderTest;
    let log: EventLog;
    let conversationId: string;

    beforeEach(async () => {
      adapter = await makeAdapter();
      log = adapter.log;
      conversationId = randomUUID();
    });
    afterEach(() => log.close());

    const seqs = (events: SequencedEvent[]) => events.map((event) => event.seq);

    it('numbers the events of each conversation from 1 without gaps', async () => {
      const other = randomUUID();
      const first = await log.append(conversationId, answerStart('m'));
      const [second, , fourth] = await Promise.all([
        log.append(conversationId, answerDelta('m', 'a')),
        log.append(conversationId, answerDelta('m', 'b')),
        log.append(conversationId, answerDelta('m', 'c')),
      ]);
      const foreign = await log.append(other, answerStart('x'));
      expect([first.seq, second.seq, fourth.seq, foreign.seq]).toEqual([1, 2, 4, 1]);
      expect(second.epoch).toBe(first.epoch);
      expect(fourth).toEqual({
        conversationId,
        epoch: first.epoch,
        seq: 4,
        event: answerDelta('m', 'c'),
      });
    });

    it('gives exactly what came after what was seen', async () => {
      for (const text of ['a', 'b', 'c']) await log.append(conversationId, answerDelta('m', text));
      const { epoch } = await log.read(conversationId);
      const read = await log.read(conversationId, { epoch, seq: 1 });
      expect(read).toMatchObject({ kind: 'events', epoch, headSeq: 3 });
      expect(read.events.map((item) => item.event)).toEqual([
        answerDelta('m', 'b'),
        answerDelta('m', 'c'),
      ]);
      expect(await log.read(conversationId, { epoch, seq: 3 })).toEqual({
        kind: 'events',
        epoch,
        headSeq: 3,
        events: [],
      });
    });

    it('says gap for another epoch, for a number not reached yet and where nothing was seen', async () => {
      await log.append(conversationId, answerDelta('m', 'a'));
      const fresh = await log.read(conversationId);
      expect(fresh).toMatchObject({ kind: 'gap', headSeq: 1 });
      expect(seqs(fresh.events)).toEqual([1]);
      const foreign = await log.read(conversationId, { epoch: 'another', seq: 1 });
      expect(foreign).toMatchObject({ kind: 'gap', epoch: fresh.epoch });
      expect(seqs(foreign.events)).toEqual([1]);
      const ahead = await log.read(conversationId, { epoch: fresh.epoch, seq: 9 });
      expect(ahead.kind).toBe('gap');
    });

    it('keeps the epoch between a first read and the first event', async () => {
      const empty = await log.read(conversationId);
      expect(empty).toMatchObject({ kind: 'gap', headSeq: 0, events: [] });
      await log.append(conversationId, answerDelta('m', 'a'));
      const read = await log.read(conversationId, { epoch: empty.epoch, seq: 0 });
      expect(read).toMatchObject({ kind: 'events', headSeq: 1 });
      expect(seqs(read.events)).toEqual([1]);
    });

    it('lets old events go, but never those of the newest answer', async () => {
      await log.append(conversationId, answerDelta('old', 'a'));
      const { epoch } = await log.append(conversationId, answerStart('m'));
      await adapter.passTime(adapter.retainMs + 20);
      await log.append(conversationId, answerDelta('m', 'b'));
      const all = await log.read(conversationId);
      expect(seqs(all.events)).toEqual([2, 3]);
      const behind = await log.read(conversationId, { epoch, seq: 0 });
      expect(behind.kind).toBe('gap');
      expect(seqs(behind.events)).toEqual([2, 3]);
      const justEnough = await log.read(conversationId, { epoch, seq: 1 });
      expect(justEnough.kind).toBe('events');
      expect(seqs(justEnough.events)).toEqual([2, 3]);
    });

    it('opens a new epoch after it forgot a conversation', async () => {
      const { epoch } = await log.append(conversationId, answerStart('m'));
      await adapter.passTime(adapter.forgetMs + 20);
      await log.append(randomUUID(), answerStart('other'));
      const next = await log.append(conversationId, answerDelta('m', 'b'));
      expect(next.seq).toBe(1);
      expect(next.epoch).not.toBe(epoch);
      expect((await log.read(conversationId, { epoch, seq: 1 })).kind).toBe('gap');
    });

    it('tells the subscribers of this process each event once and in order', async () => {
      const told: number[] = [];
      const stop = log.subscribe((event) => told.push(event.seq));
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          log.append(conversationId, answerDelta('m', String(index))),
        ),
      );
      stop();
      await log.append(conversationId, answerDelta('m', 'unheard'));
      expect(told).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });
  });
}
