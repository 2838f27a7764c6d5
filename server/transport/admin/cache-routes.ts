import { Hono } from 'hono';
import {
  type Bucket,
  bucketSchema,
  type CacheEntryDetail,
  type CacheEntryView,
  type CacheQuery,
  type Caches,
  type CacheUse,
  type CalibrationView,
  cacheQuerySchema,
  type Range,
  rangeSchema,
  type WarmUpRequest,
  type WarmUpView,
  warmUpRequestSchema,
} from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { jsonBody, parsed, query } from '../http/input.ts';

/** What admins see of the caches and do with them. */
export interface CacheAdmin {
  overview(range: Range): Promise<Caches>;
  use(range: Range, bucket: Bucket): Promise<CacheUse>;
  search(query: CacheQuery): Promise<CacheEntryView[]>;
  /** Null when there is no such entry. */
  inspect(key: string): Promise<CacheEntryDetail | null>;
  calibration(): Promise<CalibrationView>;
  warmUpState(): WarmUpView;
  /** Throws `not-allowed` while another list is being answered. */
  warmUp(request: WarmUpRequest): WarmUpView;
  /** False when there is no such entry. */
  evict(key: string): Promise<boolean>;
}

export function cacheRoutes(caches: CacheAdmin): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>()
    .get('/caches', async (context) =>
      context.json(await caches.overview(query(context, rangeSchema))),
    )
    .get('/caches/use', async (context) => {
      const bucket = parsed(bucketSchema, context.req.query('bucket'));
      return context.json(await caches.use(query(context, rangeSchema), bucket));
    })
    .get('/caches/entries', async (context) =>
      context.json({ entries: await caches.search(query(context, cacheQuerySchema)) }),
    )
    .get('/caches/entries/:key', async (context) => {
      const entry = await caches.inspect(context.req.param('key'));
      if (entry === null) throw new DeskhandError('not-found');
      return context.json(entry);
    })
    .get('/caches/calibration', async (context) => context.json(await caches.calibration()))
    .get('/caches/warm-up', (context) => context.json(caches.warmUpState()))
    .post('/caches/warm-up', async (context) =>
      context.json(caches.warmUp(await jsonBody(context, warmUpRequestSchema)), 202),
    )
    .delete('/caches/entries/:key', async (context) => {
      const isEvicted = await caches.evict(context.req.param('key'));
      if (!isEvicted) throw new DeskhandError('not-found');
      return context.body(null, 204);
    });
}
