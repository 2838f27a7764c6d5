import { type DestinationStream, type Logger, pino } from 'pino';
import { errorForLog } from './error-for-log.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

/** Names under which personal data or secrets travel, at any place of a logged object one or two levels deep. */
const personal = [
  'text',
  'question',
  'standaloneQuestion',
  'lastText',
  'firstText',
  'message.text',
  'email',
  'authorName',
  'agentName',
  'password',
  'token',
  'cookie',
  'authorization',
  'auth',
  'payload',
  'body',
  'headers',
];

/** The server's log: JSON lines, errors with cause and code, nothing that a customer wrote or that signs anyone in. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: personal.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
    serializers: { err: errorForLogUnlessDone, error: errorForLogUnlessDone },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function errorForLogUnlessDone(value: unknown): unknown {
  return value instanceof Error ? errorForLog(value) : value;
}
