import type { ConversationEvent, SequencedEvent } from '../../shared/protocol.ts';

export type EventLogRead =
  | { kind: 'events'; epoch: string; headSeq: number; events: SequencedEvent[] }
  /** The asked-for part is gone (another epoch, or trimmed); `events` holds all that is retained. */
  | { kind: 'gap'; epoch: string; headSeq: number; events: SequencedEvent[] };

/**
 * The recent events of each conversation, numbered from 1 without gaps within an epoch.
 * Kept at least 10 minutes and at least from the last `answer-start` on; not durable.
 */
export interface EventLog {
  /** Numbers and stores the event, then tells the subscribers of this process. Order of calls is order of numbers. */
  append(conversationId: string, event: ConversationEvent): Promise<SequencedEvent>;
  /** What came after `seen`; without `seen`, all that is retained (as `gap`). */
  read(conversationId: string, seen?: { epoch: string; seq: number }): Promise<EventLogRead>;
  /** Called for each event appended by this process, in order. Returns the way to stop. */
  subscribe(listener: (event: SequencedEvent) => void): () => void;
  close(): Promise<void>;
}
