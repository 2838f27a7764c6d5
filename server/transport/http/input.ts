import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { DeskhandError } from '../../errors.ts';
import type { HttpContext, HttpEnvironment } from './environment.ts';

const maxJsonBytes = 64 * 1024;

/** The value as the schema has it; throws `invalid-payload`. */
export function parsed<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (!result.success) throw new DeskhandError('invalid-payload');
  return result.data;
}

/** The JSON body as the schema has it; throws `invalid-payload`. */
export async function jsonBody<Output>(
  context: HttpContext,
  schema: z.ZodType<Output>,
): Promise<Output> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new DeskhandError('invalid-payload');
  }
  const body: unknown = await context.req.json().catch(() => {
    throw new DeskhandError('invalid-payload');
  });
  context.set('payload', body);
  return parsed(schema, body);
}

/** The query as the schema has it; throws `invalid-payload`. */
export function query<Output>(context: HttpContext, schema: z.ZodType<Output>): Output {
  return parsed(schema, context.req.query());
}

/** Refuses a larger body with the error, before it is read. */
export function largestBody(
  bytes: number = maxJsonBytes,
  code: 'invalid-payload' | 'document-too-large' = 'invalid-payload',
): MiddlewareHandler<HttpEnvironment> {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new DeskhandError(code);
    },
  });
}
