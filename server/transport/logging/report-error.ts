import type { Logger } from 'pino';
import type { WireError } from '../../../shared/protocol.ts';
import { DeskhandError, toWireError } from '../../errors.ts';
import { errorForLog, textsOf } from './error-for-log.ts';

/**
 * Turns whatever was thrown into what the client may know. Refusals are part of a normal day and logged at debug;
 * what is gone for a while (retryable) is a warning; anything unexpected is an error, with its cause.
 * `where` names the route or event; `payload` is only used to keep its texts out of the log.
 */
export function reportError(
  logger: Logger,
  error: unknown,
  where: string,
  payload?: unknown,
): WireError {
  const wire = toWireError(error);
  const entry = { where, code: wire.code, err: errorForLog(error, textsOf(payload)) };
  if (!(error instanceof DeskhandError) || error.code === 'internal') {
    logger.error(entry, 'request failed');
  } else if (error.cause !== undefined || error.code.endsWith('-unavailable')) {
    logger.warn(entry, 'request failed');
  } else {
    logger.debug({ where, code: wire.code }, 'request refused');
  }
  return wire;
}
