import { Hono } from 'hono';
import type { HttpEnvironment } from './environment.ts';

/** Whether the server can answer customers now, and how each part it needs is. */
export interface Readiness {
  ready: boolean;
  parts: Record<string, 'up' | 'starting' | 'down'>;
}

/** `GET /api/health` for both, `/live`: the process answers, `/ready`: 503 until customers can be answered. */
export function healthRoutes(readiness: () => Promise<Readiness>): Hono<HttpEnvironment> {
  const report = async (): Promise<Readiness> =>
    readiness().catch(() => ({ ready: false, parts: {} }));
  return new Hono<HttpEnvironment>()
    .get('/health', async (context) => context.json({ live: true, ...(await report()) }))
    .get('/health/live', (context) => context.json({ live: true }))
    .get('/health/ready', async (context) => {
      const state = await report();
      return context.json(state, state.ready ? 200 : 503);
    });
}
