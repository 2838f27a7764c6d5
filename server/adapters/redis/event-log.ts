import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ConversationEvent, SequencedEvent } from '../../../shared/protocol.ts';
import { conversationEventSchema } from '../../../shared/protocol.ts';
import type { EventLog, EventLogRead } from '../../ports/event-log.ts';
import type { RedisClient } from './connection.ts';
import { appendScript, readScript } from './event-log-scripts.ts';
import { Guard } from './guard.ts';

const appendedSchema = z.tuple([z.string(), z.number()]);
const readSchema = z.tuple([z.string(), z.number(), z.number()], z.union([z.number(), z.string()]));

export interface RedisEventLogOptions {
  client: RedisClient;
  /** Takes over a conversation while Redis does not answer. */
  fallback: EventLog;
  limitMs?: number;
  /** Milliseconds. */
  retention?: { retainMs: number; forgetMs: number };
}

/** Events inside an answer: in mid-answer a conversation does not change its log. */
const insideAnswer: ReadonlySet<ConversationEvent['type']> = new Set([
  'answer-delta',
  'answer-revised',
  'answer-end',
]);

/**
 * The recent events of conversations on Redis streams, shared by all processes.
 *
 * Where Redis fails, the conversation goes on in this process alone under another epoch, so that clients fetch it
 * anew rather than mix the two; after the answer in flight it returns to Redis, under a new epoch again.
 * The connection is handed in and stays open.
 */
export class RedisEventLog implements EventLog {
  readonly #client: RedisClient;
  readonly #fallback: EventLog;
  readonly #guard: Guard;
  readonly #retention: { retainMs: number; forgetMs: number };
  readonly #listeners = new Set<{ tell(event: SequencedEvent): void }>();
  /** Conversations whose log is the fallback's for now. */
  readonly #local = new Set<string>();
  /** The end of the queue of each conversation that has appends under way. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor({ client, fallback, limitMs = 250, retention }: RedisEventLogOptions) {
    this.#client = client;
    this.#fallback = fallback;
    this.#guard = new Guard({ code: 'cache-unavailable', limitMs });
    this.#retention = retention ?? { retainMs: 10 * 60_000, forgetMs: 60 * 60_000 };
  }

  append(conversationId: string, event: ConversationEvent): Promise<SequencedEvent> {
    return this.#inTurn(conversationId, async () => {
      const sequenced = await this.#number(conversationId, event);
      for (const { tell } of this.#listeners) tell(sequenced);
      return sequenced;
    });
  }

  async read(conversationId: string, seen?: { epoch: string; seq: number }): Promise<EventLogRead> {
    if (this.#local.has(conversationId)) return this.#fallback.read(conversationId, seen);
    try {
      return await this.#readRemote(conversationId, seen);
    } catch {
      return this.#fallback.read(conversationId, seen);
    }
  }

  subscribe(listener: (event: SequencedEvent) => void): () => void {
    const subscription = {
      tell(event: SequencedEvent) {
        try {
          listener(event);
        } catch (error) {
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      },
    };
    this.#listeners.add(subscription);
    return () => {
      this.#listeners.delete(subscription);
    };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#queues.values());
    this.#listeners.clear();
    await this.#fallback.close();
  }

  /** One append at a time a conversation, so that order of calls is order of numbers whatever fails in between. */
  #inTurn<Value>(conversationId: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#queues.get(conversationId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#queues.set(conversationId, turn);
    const leave = () => {
      if (this.#queues.get(conversationId) === turn) this.#queues.delete(conversationId);
    };
    turn.then(leave, leave);
    return turn;
  }

  async #number(conversationId: string, event: ConversationEvent): Promise<SequencedEvent> {
    const isLocal = this.#local.has(conversationId);
    if (isLocal && insideAnswer.has(event.type))
      return this.#fallback.append(conversationId, event);
    try {
      const sequenced = await this.#appendRemote(conversationId, event, isLocal);
      this.#local.delete(conversationId);
      return sequenced;
    } catch {
      this.#local.add(conversationId);
      return this.#fallback.append(conversationId, event);
    }
  }

  async #appendRemote(
    conversationId: string,
    event: ConversationEvent,
    newEpoch: boolean,
  ): Promise<SequencedEvent> {
    const { retainMs, forgetMs } = this.#retention;
    const parameters = [
      randomUUID(),
      JSON.stringify(event),
      event.type === 'answer-start' ? '1' : '0',
      retainMs,
      forgetMs,
      newEpoch ? '1' : '0',
    ];
    const appended = await this.#guard.run(() =>
      appendScript.run(this.#client, keysOf(conversationId), parameters),
    );
    const [epoch, seq] = appendedSchema.parse(appended);
    return { conversationId, epoch, seq, event };
  }

  async #readRemote(
    conversationId: string,
    seen?: { epoch: string; seq: number },
  ): Promise<EventLogRead> {
    const parameters = [randomUUID(), this.#retention.forgetMs, seen?.epoch ?? '', seen?.seq ?? 0];
    const answer = await this.#guard.run(() =>
      readScript.run(this.#client, keysOf(conversationId), parameters),
    );
    const [epoch, headSeq, complete, ...rest] = readSchema.parse(answer);
    const events: SequencedEvent[] = [];
    for (let index = 0; index + 1 < rest.length; index += 2) {
      const event = conversationEventSchema.parse(JSON.parse(String(rest[index + 1])));
      events.push({ conversationId, epoch, seq: Number(rest[index]), event });
    }
    return { kind: complete === 1 ? 'events' : 'gap', epoch, headSeq, events };
  }
}

function keysOf(conversationId: string): string[] {
  return [`deskhand:{c:${conversationId}}:log`, `deskhand:{c:${conversationId}}:events`];
}
