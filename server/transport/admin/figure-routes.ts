import { Hono } from 'hono';
import {
  type Bucket,
  bucketSchema,
  type ConversationPage,
  type ConversationQuery,
  conversationQuerySchema,
  type Figures,
  type Range,
  rangeSchema,
  type Series,
} from '../../../shared/admin-protocol.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { parsed, query } from '../http/input.ts';

/** What was measured, over a range of time. */
export interface FigureReader {
  figures(range: Range): Promise<Figures>;
  series(range: Range, bucket: Bucket): Promise<Series>;
  /** The conversations behind a rate. */
  conversationsBehind(query: ConversationQuery): Promise<ConversationPage>;
}

export function figureRoutes(figures: FigureReader): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>()
    .get('/figures', async (context) =>
      context.json(await figures.figures(query(context, rangeSchema))),
    )
    .get('/series', async (context) => {
      const bucket = parsed(bucketSchema, context.req.query('bucket'));
      return context.json(await figures.series(query(context, rangeSchema), bucket));
    })
    .get('/conversations', async (context) => {
      const asked = query(context, conversationQuerySchema);
      parsed(rangeSchema, asked);
      return context.json(await figures.conversationsBehind(asked));
    });
}
