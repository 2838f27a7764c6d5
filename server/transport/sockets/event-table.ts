import type { Logger } from 'pino';
import type { z } from 'zod';
import { type Ack, maxMessageCharacters } from '../../../shared/protocol.ts';
import { DeskhandError } from '../../errors.ts';
import { reportError } from '../logging/report-error.ts';

/** What one event takes and does. `handle` returns what the acknowledgement carries; nothing becomes null. */
export interface EventHandler<Context, Payload, Value> {
  schema: z.ZodType<Payload>;
  handle(context: Context, payload: Payload): Promise<Value extends null ? void : Value>;
}

/** One handler for each event of a wire event map. */
export type EventTable<Events, Context> = {
  [Name in keyof Events]: Events[Name] extends (
    payload: infer Payload,
    ack: (answer: Ack<infer Value>) => void,
  ) => void
    ? EventHandler<Context, Payload, Value>
    : never;
};

/** The part of a Socket.IO socket that events arrive by. */
export interface EventSource {
  onAny(listener: (name: string, ...values: unknown[]) => void): unknown;
}

/** What stands around the handlers of a socket. */
export interface EventSurroundings {
  admit: () => Promise<void>;
  logger: Logger;
  /** Hears of each event that was answered with a code instead of a value. */
  onRefusal?: OnRefusal;
}
export type OnRefusal = (event: string, code: string) => void;

type AnyHandler<Context> = EventHandler<Context, unknown, unknown>;

/**
 * Answers every event of a socket, one after another, so that what a client sent first is done first.
 * `admit` runs before anything else and refuses by throwing. The acknowledgement is always given: the value, or a code.
 */
export function answerEvents<Events, Context>(
  socket: EventSource,
  table: EventTable<Events, Context>,
  context: Context,
  { admit, logger, onRefusal }: EventSurroundings,
): void {
  const handlers = new Map(Object.entries(table)) as Map<string, AnyHandler<Context>>;
  let last: Promise<unknown> = Promise.resolve();

  const answer = async (name: string, payload: unknown, previous: Promise<unknown>) => {
    const handler = handlers.get(name);
    try {
      await admit();
      if (handler === undefined) throw new DeskhandError('invalid-payload');
      const valid = parsePayload(handler.schema, payload);
      await previous;
      return { ok: true, value: (await handler.handle(context, valid)) ?? null };
    } catch (error) {
      const where = handler === undefined ? 'unknown-event' : name;
      const refusal = reportError(logger, error, where, payload);
      onRefusal?.(where, refusal.code);
      return { ok: false, error: refusal };
    }
  };

  socket.onAny((name, ...values) => {
    const acknowledge = values.at(-1);
    const payload = typeof values[0] === 'function' ? undefined : values[0];
    const done = answer(name, payload, last);
    last = done;
    done.then((result) => {
      if (typeof acknowledge === 'function') acknowledge(result);
    });
  });
}

/** Throws `message-too-long` for a text over the limit and `invalid-payload` for anything else that is wrong. */
function parsePayload(schema: z.ZodType, payload: unknown): unknown {
  if (isTooLong(payload)) throw new DeskhandError('message-too-long');
  const result = schema.safeParse(payload);
  if (!result.success) throw new DeskhandError('invalid-payload');
  return result.data;
}

function isTooLong(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('text' in payload)) return false;
  return typeof payload.text === 'string' && payload.text.trim().length > maxMessageCharacters;
}
