import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { DeskhandError, toHttpStatus, toWireError } from '../../errors.ts';
import { reportError } from '../logging/report-error.ts';
import type { HttpContext } from './environment.ts';

/** The one place where a thrown error becomes an HTTP answer: a WireError with the status of its code. */
export function errorResponse(logger: Logger): (error: Error, context: HttpContext) => Response {
  return (error, context) => {
    const where = `${context.req.method} ${routePath(context, -1)}`;
    const wire = reportError(logger, error, where, [context.get('payload'), context.req.query()]);
    if (wire.retryAfterMs !== undefined) {
      context.header('Retry-After', String(Math.ceil(wire.retryAfterMs / 1000)));
    }
    return context.json(wire, toHttpStatus(wire.code) as ContentfulStatusCode);
  };
}

export function notFoundResponse(context: HttpContext): Response {
  return context.json(toWireError(new DeskhandError('not-found')), 404);
}
