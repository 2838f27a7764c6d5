import { Hono } from 'hono';
import { type Routing, routingOverrideSchema } from '../../../shared/admin-protocol.ts';
import { type TaskClass, taskClassSchema } from '../../../shared/receipt.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { jsonBody, parsed } from '../http/input.ts';

/** What admins see of the choice of models and do about it. */
export interface RoutingAdmin {
  overview(): Promise<Routing>;
  /** Fixes the model of a class; null lets the router choose. Throws `not-found` for a model that is not in the ladder. */
  override(taskClass: TaskClass, model: string | null): Promise<void>;
}

export function routingRoutes(routing: RoutingAdmin): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>()
    .get('/routing', async (context) => context.json(await routing.overview()))
    .put('/routing/:taskClass', async (context) => {
      const taskClass = parsed(taskClassSchema, context.req.param('taskClass'));
      const { model } = await jsonBody(context, routingOverrideSchema);
      await routing.override(taskClass, model);
      return context.json(await routing.overview());
    });
}
