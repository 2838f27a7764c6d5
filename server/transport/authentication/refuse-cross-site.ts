import type { MiddlewareHandler } from 'hono';
import { DeskhandError } from '../../errors.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import type { Origins } from './origins.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what changes something when another site's page makes the browser send it (`not-allowed`). Browsers say so
 * in `Sec-Fetch-Site`, older ones in `Origin`; a request with neither comes from no browser and has no one's cookies.
 */
export function refuseCrossSite(origins: Origins): MiddlewareHandler<HttpEnvironment> {
  return async (context, next) => {
    if (!safeMethods.has(context.req.method)) {
      const site = context.req.header('sec-fetch-site');
      const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
      const isOwn = origins.isOwn(context.req.header('origin'), context.req.header('host'));
      if (!isSameSite || !isOwn) throw new DeskhandError('not-allowed');
    }
    await next();
  };
}
