import type { ConversationSync, SequencedEvent } from '../../shared/protocol.ts';
import type { RequestError } from './request.ts';
import { applySync, receive, type Thread } from './thread.ts';

type Seen = { epoch: string; seq: number };
type SyncAnswer = { ok: true; value: ConversationSync } | { ok: false; error: RequestError };

export interface ThreadFollowerParts {
  /** Asks the server for what came after `seen`, or for everything without it. */
  open(seen: Seen | undefined): Promise<SyncAnswer>;
  onChange(thread: Thread | null): void;
  /** Events were missed: call `sync` as soon as it can work. */
  onBehind(): void;
}

export type SyncResult =
  | { kind: 'in-step'; thread: Thread }
  | { kind: 'failed'; error: RequestError }
  /** A newer sync or `forget` took over. */
  | { kind: 'superseded' };

/**
 * Keeps a thread in step with the server: every event is applied once and in order. Events that arrive while a sync is
 * under way are held back until it is done. Serves customers and agents alike.
 */
export class ThreadFollower {
  readonly #parts: ThreadFollowerParts;
  #thread: Thread | null = null;
  #held: SequencedEvent[] | null = [];
  #run = 0;

  constructor(parts: ThreadFollowerParts) {
    this.#parts = parts;
  }

  get thread(): Thread | null {
    return this.#thread;
  }

  async sync(): Promise<SyncResult> {
    this.#run += 1;
    const run = this.#run;
    this.#held ??= [];
    let answer = await this.#parts.open(seenOf(this.#thread));
    if (run !== this.#run) return { kind: 'superseded' };
    let thread = answer.ok ? applySync(this.#thread, answer.value) : null;
    if (answer.ok && thread === null) {
      answer = await this.#parts.open(undefined);
      if (run !== this.#run) return { kind: 'superseded' };
      thread = answer.ok ? applySync(null, answer.value) : null;
    }
    if (!answer.ok) return { kind: 'failed', error: answer.error };
    if (thread === null) return { kind: 'failed', error: { code: 'internal', retryable: true } };
    this.#thread = thread;
    this.#parts.onChange(thread);
    return this.#release(thread);
  }

  /** Takes an event from the socket. */
  receive(event: SequencedEvent): void {
    if (this.#held !== null || this.#thread === null) {
      this.#held?.push(event);
      return;
    }
    const received = receive(this.#thread, event);
    if (received.kind === 'applied') {
      this.#thread = received.thread;
      this.#parts.onChange(received.thread);
    } else if (received.kind === 'gap') {
      this.#held = [event];
      this.#parts.onBehind();
    }
  }

  /** From now on events may be missed: hold them back until the next sync. */
  interrupt(): void {
    this.#run += 1;
    this.#held = [];
  }

  /** Leaves the conversation. */
  forget(): void {
    this.interrupt();
    this.#thread = null;
    this.#parts.onChange(null);
  }

  #release(thread: Thread): SyncResult {
    const held = this.#held ?? [];
    this.#held = null;
    for (const event of held) this.receive(event);
    return { kind: 'in-step', thread: this.#thread ?? thread };
  }
}

function seenOf(thread: Thread | null): Seen | undefined {
  return thread === null ? undefined : { epoch: thread.epoch, seq: thread.seq };
}
