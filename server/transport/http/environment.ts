import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Session } from '../../ports/accounts.ts';
import { clientAddress } from '../authentication/client-address.ts';

/** What handlers find in a request's context. */
export interface HttpEnvironment {
  Bindings: HttpBindings;
  Variables: {
    /** Set by `requireRole`. */
    session: Session;
    /** Set by `jsonBody`, so that an error's log can leave its texts out. */
    payload: unknown;
  };
}

export type HttpContext = Context<HttpEnvironment>;

/** The address that limits are counted by. */
export function addressOf(context: HttpContext, trustProxy: boolean): string {
  return clientAddress(connectionOf(context), trustProxy);
}

export function connectionOf(context: HttpContext): {
  remoteAddress: string | undefined;
  forwardedFor: string | undefined;
} {
  return {
    remoteAddress: context.env.incoming.socket.remoteAddress,
    forwardedFor: context.req.header('x-forwarded-for'),
  };
}
