import { Hono } from 'hono';
import type { Alert } from '../../../shared/admin-alerts.ts';
import type { HttpEnvironment } from '../http/environment.ts';

/** What admins should look at now; nothing while all is well. */
export type AlertReader = () => Alert[];

export function alertRoutes(alerts: AlertReader): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>().get('/alerts', (context) =>
    context.json({ alerts: alerts() }),
  );
}
