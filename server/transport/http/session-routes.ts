import { Hono } from 'hono';
import { passwordChangeSchema, signInSchema } from '../../../shared/admin-protocol.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { Origins } from '../authentication/origins.ts';
import { refuseCrossSite } from '../authentication/refuse-cross-site.ts';
import { requireRole } from '../authentication/require-role.ts';
import { anonymousKey, enforce, type Limits } from '../limits/limits.ts';
import { addressOf, type HttpContext, type HttpEnvironment } from './environment.ts';
import { jsonBody, largestBody } from './input.ts';

export interface SessionRouteParts {
  accounts: Accounts;
  /** Ends the live connections of a sign-in that ended. */
  agentConnections: { endSession(sessionId: string): void; endUser(userId: string): void };
  origins: Origins;
  rateLimiter: RateLimiter;
  limits: Limits;
  trustProxy: boolean;
}

/** Sign-in, sign-out, who is signed in, and changing one's own password. */
export function sessionRoutes(parts: SessionRouteParts): Hono<HttpEnvironment> {
  const { accounts, agentConnections, rateLimiter, limits } = parts;
  const routes = new Hono<HttpEnvironment>();
  routes.use('/sign-in', refuseCrossSite(parts.origins), largestBody());
  routes.use('/sign-out', refuseCrossSite(parts.origins));
  routes.use('/password', refuseCrossSite(parts.origins), largestBody());
  const anyUser = requireRole(accounts, 'agent', 'admin');
  const countGuess = async (context: HttpContext, email: string): Promise<void> => {
    const address = addressOf(context, parts.trustProxy);
    const key = anonymousKey(email);
    await enforce(rateLimiter, limits.addressSignIns, address);
    await enforce(rateLimiter, limits.emailSignInsByAddress, `${key}@${address}`);
    await enforce(rateLimiter, limits.emailSignIns, key);
  };

  routes.post('/sign-in', async (context) => {
    const credentials = await jsonBody(context, signInSchema);
    await countGuess(context, credentials.email);
    const { user, setCookies } = await accounts.signIn(credentials);
    sendCookies(context, setCookies);
    return context.json(user);
  });
  routes.post('/sign-out', async (context) => {
    const cookie = context.req.header('cookie');
    const session = await accounts.session(cookie);
    sendCookies(context, await accounts.signOut(cookie));
    if (session !== null) agentConnections.endSession(session.sessionId);
    return context.body(null, 204);
  });
  routes.get('/session', anyUser, (context) => context.json(context.get('session').user));
  routes.post('/password', anyUser, async (context) => {
    const { user } = context.get('session');
    await countGuess(context, user.email);
    const change = await jsonBody(context, passwordChangeSchema);
    await accounts.changePassword(context.req.header('cookie'), change);
    agentConnections.endUser(user.userId);
    return context.body(null, 204);
  });
  return routes;
}

function sendCookies(context: HttpContext, cookies: string[]): void {
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true });
}
