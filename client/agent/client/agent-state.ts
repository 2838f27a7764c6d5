import type { AgentToServerEvents, QueueItem } from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import type { RequestError } from '../../kit/request.ts';
import type { Thread } from '../../kit/thread.ts';
import type { Connection } from './agent-connection.ts';

export type Action = Exclude<keyof AgentToServerEvents, 'queue-watch' | 'conversation-open'>;

/** Something the agent asked for that did not work. */
export interface Problem {
  action: Action;
  error: RequestError;
}

/** The reply on its way. What is not sent goes back into the draft. */
export type ReplyState =
  | { kind: 'none' }
  | { kind: 'sending'; text: string }
  /** It was not sent, because there is something after `seenPosition` that the agent had not seen. */
  | { kind: 'moved-on'; seenPosition: number };

export type QueueState = { kind: 'loading' } | { kind: 'ready'; items: readonly QueueItem[] };

/** The conversation on the screen. */
export type OpenState =
  | { kind: 'none' }
  | { kind: 'opening'; conversationId: string }
  | { kind: 'failed'; conversationId: string; error: RequestError }
  | {
      kind: 'open';
      conversationId: string;
      thread: Thread;
      /** By the id of the answer. */
      receipts: Readonly<Record<string, Receipt>>;
      draft: string;
      reply: ReplyState;
      problem: Problem | null;
      /** What the agent asked for last, while it is under way. */
      acting: Action | null;
    };

/** What the agents' page shows. Replaced as a whole at each change. */
export interface AgentState {
  connection: Connection;
  queue: QueueState;
  open: OpenState;
}
