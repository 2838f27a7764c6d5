import { randomUUID } from 'node:crypto';
import type { ConversationEvent, SequencedEvent } from '../../../shared/protocol.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventLog, EventLogRead } from '../../ports/event-log.ts';
import { Subscribers } from './subscribers.ts';

interface Thread {
  epoch: string;
  headSeq: number;
  events: { atMs: number; sequenced: SequencedEvent }[];
  lastAnswerStartSeq: number;
  touchedAtMs: number;
}

export interface EventLogRetention {
  /** Events older than this go, except those of the newest answer. Milliseconds. */
  retainMs: number;
  /** A conversation untouched for so long is forgotten whole; its next event opens a new epoch. Milliseconds. */
  forgetMs: number;
}

export const defaultEventLogRetention: EventLogRetention = {
  retainMs: 10 * 60_000,
  forgetMs: 60 * 60_000,
};

/** The recent events of conversations served by this process alone. */
export class InProcessEventLog implements EventLog {
  readonly #clock: Clock;
  readonly #retention: EventLogRetention;
  /** Least recently touched first. */
  readonly #threads = new Map<string, Thread>();
  readonly #subscribers = new Subscribers();

  constructor(options: { clock: Clock; retention?: EventLogRetention }) {
    this.#clock = options.clock;
    this.#retention = options.retention ?? defaultEventLogRetention;
  }

  async append(conversationId: string, event: ConversationEvent): Promise<SequencedEvent> {
    const thread = this.#touch(conversationId);
    thread.headSeq += 1;
    const sequenced = { conversationId, epoch: thread.epoch, seq: thread.headSeq, event };
    if (event.type === 'answer-start') thread.lastAnswerStartSeq = sequenced.seq;
    thread.events.push({ atMs: thread.touchedAtMs, sequenced });
    this.#trim(thread);
    this.#forgetIdle();
    this.#subscribers.tell(sequenced);
    return sequenced;
  }

  async read(conversationId: string, seen?: { epoch: string; seq: number }): Promise<EventLogRead> {
    const thread = this.#touch(conversationId);
    this.#forgetIdle();
    const { epoch, headSeq } = thread;
    const retained = thread.events.map((stored) => stored.sequenced);
    const firstSeq = retained[0]?.seq ?? headSeq + 1;
    const complete =
      seen !== undefined && seen.epoch === epoch && seen.seq <= headSeq && seen.seq + 1 >= firstSeq;
    if (!complete) return { kind: 'gap', epoch, headSeq, events: retained };
    return { kind: 'events', epoch, headSeq, events: retained.slice(seen.seq + 1 - firstSeq) };
  }

  subscribe(listener: (event: SequencedEvent) => void): () => void {
    return this.#subscribers.add(listener);
  }

  async close(): Promise<void> {
    this.#threads.clear();
    this.#subscribers.clear();
  }

  #touch(conversationId: string): Thread {
    const touchedAtMs = this.#clock.nowMs();
    const thread = this.#threads.get(conversationId) ?? {
      epoch: randomUUID(),
      headSeq: 0,
      events: [],
      lastAnswerStartSeq: 0,
      touchedAtMs,
    };
    thread.touchedAtMs = touchedAtMs;
    this.#threads.delete(conversationId);
    this.#threads.set(conversationId, thread);
    return thread;
  }

  #trim(thread: Thread): void {
    const oldestMs = this.#clock.nowMs() - this.#retention.retainMs;
    const keepFromSeq = thread.lastAnswerStartSeq || Number.POSITIVE_INFINITY;
    const isGone = (stored: Thread['events'][number]) =>
      stored.atMs < oldestMs && stored.sequenced.seq < keepFromSeq;
    const kept = thread.events.findIndex((stored) => !isGone(stored));
    if (kept > 0) thread.events.splice(0, kept);
  }

  #forgetIdle(): void {
    const oldestMs = this.#clock.nowMs() - this.#retention.forgetMs;
    for (const [conversationId, thread] of this.#threads) {
      if (thread.touchedAtMs >= oldestMs) break;
      this.#threads.delete(conversationId);
    }
  }
}
