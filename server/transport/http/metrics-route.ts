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

/** `GET /metrics` in Prometheus' format, for a scraper on this machine or a signed-in admin. */
export function metricsRoute(metrics: MetricsText, accounts: Accounts): Hono<HttpEnvironment> {
  const adminOnly = requireRole(accounts, 'admin');
  const routes = new Hono<HttpEnvironment>();
  routes.use('/metrics', async (context, next) => {
    if (isLoopback(connectionOf(context))) await next();
    else await adminOnly(context, next);
  });
  return routes.get('/metrics', async (context) =>
    context.body(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }),
  );
}
