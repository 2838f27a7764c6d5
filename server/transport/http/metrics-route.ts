import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Accounts } from '../../ports/accounts.ts';
import { isLoopback } from '../authentication/client-address.ts';
import { requireRole } from '../authentication/require-role.ts';
import { connectionOf, type HttpEnvironment } from './environment.ts';

/** The part of a prom-client registry that is served. */
export interface MetricsText {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export interface MetricsAccess {
  publicUrl?: string | undefined;
  /** What a scraper shows as its bearer token. */
  metricsToken?: string | undefined;
}

/**
 * `GET /metrics` in Prometheus' format, for a signed-in admin and for who shows the token. Only where there is no token and
 * users reach the server on this machine alone, any program on it may read them: behind a proxy every request comes from here.
 */
export function metricsRoute(
  metrics: MetricsText,
  accounts: Accounts,
  { publicUrl, metricsToken }: MetricsAccess,
): Hono<HttpEnvironment> {
  const adminOnly = requireRole(accounts, 'admin');
  const isOpenHere = metricsToken === undefined && isLocal(publicUrl);
  const routes = new Hono<HttpEnvironment>();
  routes.use('/metrics', async (context, next) => {
    const shown = context.req.header('authorization');
    const hasToken = metricsToken !== undefined && isSame(shown, `Bearer ${metricsToken}`);
    if (hasToken || (isOpenHere && isLoopback(connectionOf(context)))) await next();
    else await adminOnly(context, next);
  });
  return routes.get('/metrics', async (context) =>
    context.body(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }),
  );
}

function isLocal(publicUrl: string | undefined): boolean {
  if (publicUrl === undefined) return true;
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** Takes as long for a near guess as for any other. */
function isSame(shown: string | undefined, expected: string): boolean {
  if (shown === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(shown), digest(expected));
}
