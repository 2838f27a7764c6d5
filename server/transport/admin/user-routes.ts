import { Hono } from 'hono';
import {
  type UserChange,
  userChangeSchema,
  userCreateSchema,
} from '../../../shared/admin-protocol.ts';
import type { AgentDesk } from '../../conversation/desk.ts';
import { DeskhandError } from '../../errors.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { jsonBody } from '../http/input.ts';

/**
 * Users and their roles. What a change takes away is gone at once, live connections too; the conversations of who is disabled go
 * back into the queue.
 */
export function userRoutes(
  accounts: Accounts,
  agentConnections: { endUser(userId: string): void },
  agents: Pick<AgentDesk, 'release'>,
): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>()
    .get('/users', async (context) => context.json({ users: await accounts.listUsers() }))
    .post('/users', async (context) =>
      context.json(await accounts.createUser(await jsonBody(context, userCreateSchema)), 201),
    )
    .patch('/users/:id', async (context) => {
      const userId = context.req.param('id');
      const change = await jsonBody(context, userChangeSchema);
      if (userId === context.get('session').user.userId) refuseLockingOneselfOut(change);
      const user = await accounts.changeUser(userId, change);
      agentConnections.endUser(userId);
      if (user.disabled) await agents.release(userId);
      return context.json(user);
    })
    .post('/users/:id/password', async (context) => {
      const userId = context.req.param('id');
      const reset = await accounts.resetPassword(userId);
      agentConnections.endUser(userId);
      return context.json(reset);
    });
}

/** So that there is always an admin left. */
function refuseLockingOneselfOut(change: UserChange): void {
  if (change.disabled === true || (change.role !== undefined && change.role !== 'admin')) {
    throw new DeskhandError('not-allowed');
  }
}
