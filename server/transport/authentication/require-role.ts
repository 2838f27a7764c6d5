import type { MiddlewareHandler } from 'hono';
import type { UserRole } from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { HttpEnvironment } from '../http/environment.ts';

/** Lets a request through that carries the session of a user in one of the roles: else `not-signed-in` or `not-allowed`. */
export function requireRole(
  accounts: Accounts,
  ...roles: UserRole[]
): MiddlewareHandler<HttpEnvironment> {
  return async (context, next) => {
    const session = await accounts.session(context.req.header('cookie'));
    if (session === null) throw new DeskhandError('not-signed-in');
    if (!roles.includes(session.user.role)) throw new DeskhandError('not-allowed');
    context.set('session', session);
    await next();
    for (const cookie of session.setCookies) {
      context.header('Set-Cookie', cookie, { append: true });
    }
  };
}
