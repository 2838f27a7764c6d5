import type {
  ConversationEvent,
  ConversationSync,
  SequencedEvent,
} from '../../../shared/protocol.ts';
import { receive, type Thread } from '../thread.ts';
import { conversationOf } from './event-script.ts';

/** The far side's log of one conversation: numbers events, resumes from a number or gives everything. */
export class EventLog {
  readonly conversationId: string;
  epoch = 'epoch-1';
  #events: SequencedEvent[] = [];
  #thread: Thread;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
    this.#thread = {
      conversation: conversationOf(conversationId),
      epoch: this.epoch,
      seq: 0,
      messages: [],
      live: [],
      revised: new Set(),
      notice: null,
    };
  }

  /** The thread as everybody should see it. */
  get thread(): Thread {
    return this.#thread;
  }

  get events(): readonly SequencedEvent[] {
    return this.#events;
  }

  append(event: ConversationEvent): SequencedEvent {
    const { conversationId, epoch } = this;
    const sequenced = { conversationId, epoch, seq: this.#thread.seq + 1, event };
    const received = receive(this.#thread, sequenced);
    if (received.kind !== 'applied') throw new Error(`not applied: ${received.kind}`);
    this.#thread = received.thread;
    this.#events.push(sequenced);
    return sequenced;
  }

  /** Loses the numbered events but not the conversation, as a restart does. */
  restart(epoch: string): void {
    this.epoch = epoch;
    this.#events = [];
    this.#thread = { ...this.#thread, epoch, seq: 0 };
  }

  sync(seen: { epoch: string; seq: number } | undefined): ConversationSync {
    const { conversationId, epoch } = this;
    const { seq, conversation, messages, live } = this.#thread;
    if (seen?.epoch === epoch) {
      const events = this.#events.filter((event) => event.seq > seen.seq);
      return { kind: 'resume', conversationId, epoch, seq, events };
    }
    return {
      kind: 'snapshot',
      conversationId,
      epoch,
      seq,
      conversation,
      messages: [...messages],
      liveAnswer: live[0] ?? null,
    };
  }
}
