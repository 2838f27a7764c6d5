import { Hono } from 'hono';
import { visitorRequestSchema } from '../../../shared/visitor.ts';
import { DeskhandError } from '../../errors.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { Origins } from '../authentication/origins.ts';
import type { VisitorTokens } from '../authentication/visitor-tokens.ts';
import { enforce, type Limits } from '../limits/limits.ts';
import { addressOf, type HttpEnvironment } from './environment.ts';
import { jsonBody, largestBody } from './input.ts';

export interface VisitorRouteParts {
  visitorTokens: VisitorTokens;
  origins: Origins;
  rateLimiter: RateLimiter;
  limits: Limits;
  trustProxy: boolean;
  sites: readonly string[];
}

/** `POST /api/visitor`: the token that makes a browser one visitor of one site. */
export function visitorRoutes(parts: VisitorRouteParts): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>().post('/visitor', largestBody(), async (context) => {
    await enforce(
      parts.rateLimiter,
      parts.limits.addressVisitors,
      addressOf(context, parts.trustProxy),
    );
    const { origin, host } = context.req.header();
    if (!parts.origins.isAllowed(origin, host)) throw new DeskhandError('not-allowed');
    const { site, token } = await jsonBody(context, visitorRequestSchema);
    if (!parts.sites.includes(site)) throw new DeskhandError('not-allowed');
    return context.json(await parts.visitorTokens.issue(site, token));
  });
}
