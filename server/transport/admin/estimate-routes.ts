import { Hono } from 'hono';
import {
  type EstimateQuery,
  type EstimateView,
  estimateQuerySchema,
} from '../../../shared/admin-estimate.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { query } from '../http/input.ts';

/** Answers what one user costs a month. Throws `not-found` for a model that is not in the ladder. */
export type EstimateReader = (asked: EstimateQuery) => Promise<EstimateView>;

export function estimateRoutes(estimate: EstimateReader): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>().get('/estimate', async (context) =>
    context.json(await estimate(query(context, estimateQuerySchema))),
  );
}
