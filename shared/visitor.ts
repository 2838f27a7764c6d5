import { z } from 'zod';

/** Body of `POST /api/visitor`. */
export const visitorRequestSchema = z.object({
  site: z.string().min(1).max(64).default('default'),
  /** The token the visitor has; a valid one keeps the visitor who they are. */
  token: z.string().max(2000).optional(),
});
export type VisitorRequest = z.input<typeof visitorRequestSchema>;

/** Answer to it. `token` is for the handshake of `/customer` and replaces the one the visitor had. */
export const visitorTokenSchema = z.object({ token: z.string(), visitorId: z.string() });
export type VisitorToken = z.infer<typeof visitorTokenSchema>;

/** What a customer's socket says of itself in the handshake's `auth`. */
export const customerHandshakeSchema = z.object({
  token: z.string().min(1).max(2000),
  site: z.string().min(1).max(64).default('default'),
  locale: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
    .max(16)
    .default('en'),
});
export type CustomerHandshake = z.input<typeof customerHandshakeSchema>;
