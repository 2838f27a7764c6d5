import { DeskhandError } from '../../errors.ts';

/** What of an error is logged. */
export interface LoggedError {
  type: string;
  code?: string;
  message: string;
  /** Frames only: a stack's first line repeats the message. */
  stack: string[];
  cause?: LoggedError;
}

const deepestCause = 5;

/**
 * An error without what a person wrote. Messages of drivers quote the values they choke on, so `hidden` (the texts of
 * the request at hand), anything in quotes, bound parameters, e-mail addresses, tokens and long numbers are masked,
 * and no other property of the error is taken.
 */
export function errorForLog(error: unknown, hidden: readonly string[] = []): LoggedError {
  return loggedError(error, hidden, deepestCause);
}

/** Every text in a payload that a person may have written; ids are left out, as they help to find a fault. */
export function textsOf(payload: unknown, key = ''): string[] {
  if (typeof payload === 'string') return /id$/i.test(key) || payload.length < 3 ? [] : [payload];
  if (Array.isArray(payload)) return payload.flatMap((item) => textsOf(item, key));
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([name, value]) => textsOf(value, name));
}

function loggedError(error: unknown, hidden: readonly string[], depth: number): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: '(not an error)', stack: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error instanceof DeskhandError ? 'DeskhandError' : error.constructor.name,
    ...(code === undefined ? {} : { code }),
    message: masked(error.message, hidden),
    stack: (error.stack ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^at .*(:\d+:\d+\)?|<anonymous>\)?|native\)?)$/.test(line)),
    ...(error.cause === undefined || depth === 0
      ? {}
      : { cause: loggedError(error.cause, hidden, depth - 1) }),
  };
}

function masked(message: string, hidden: readonly string[]): string {
  let text = message;
  for (const value of hidden) text = text.replaceAll(value, '[hidden]');
  return text
    .replace(/\bparams:[\s\S]*$/i, 'params: [hidden]')
    .replace(/"[^"]*"|“[^”]*”|=\([^)]*\)/g, '[hidden]')
    .replace(/[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/g, '[e-mail]')
    .replace(/\b[\w-]{16,}\.[\w-]{8,}(\.[\w-]+)?/g, '[token]')
    .replace(/\+?\d[\d -]{6,}\d/g, '[number]')
    .slice(0, 500);
}
