import { Hono } from 'hono';
import {
  type CacheEntryView,
  type CacheQuery,
  type Caches,
  cacheQuerySchema,
  type Range,
  rangeSchema,
} from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { query } from '../http/input.ts';

/** What admins see of the caches and do with them. */
export interface CacheAdmin {
  overview(range: Range): Promise<Caches>;
  search(query: CacheQuery): Promise<CacheEntryView[]>;
  /** False when there is no such entry. */
  evict(key: string): Promise<boolean>;
}

export function cacheRoutes(caches: CacheAdmin): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>()
    .get('/caches', async (context) =>
      context.json(await caches.overview(query(context, rangeSchema))),
    )
    .get('/caches/entries', async (context) =>
      context.json({ entries: await caches.search(query(context, cacheQuerySchema)) }),
    )
    .delete('/caches/entries/:key', async (context) => {
      const isEvicted = await caches.evict(context.req.param('key'));
      if (!isEvicted) throw new DeskhandError('not-found');
      return context.body(null, 204);
    });
}
