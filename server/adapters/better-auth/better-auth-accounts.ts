import { type User, type UserRole, userRoleSchema } from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { Accounts, Session } from '../../ports/accounts.ts';
import {
  type Authentication,
  type AuthenticationOptions,
  createAuthentication,
} from './authentication.ts';
import { createTables } from './create-tables.ts';
import { answering } from './library-errors.ts';
import { randomPassword } from './random-password.ts';

type Context = Awaited<Authentication['$context']>;

/** A user as the library stores it, with the two fields of our own. */
interface StoredUser {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
  role?: string | null;
  disabled?: boolean | null;
}

/** Creates what tables are missing and returns the accounts kept in them. The pool needs at least two connections. */
export async function openBetterAuthAccounts(options: AuthenticationOptions): Promise<Accounts> {
  const authentication = createAuthentication(options);
  await answering(() => createTables(authentication, options.pool));
  return new BetterAuthAccounts(authentication, await authentication.$context);
}

/** Accounts kept by the better-auth library in PostgreSQL; passwords hashed with scrypt (N 16384, r 16). */
class BetterAuthAccounts implements Accounts {
  readonly #authentication: Authentication;
  readonly #context: Context;

  constructor(authentication: Authentication, context: Context) {
    this.#authentication = authentication;
    this.#context = context;
  }

  signIn: Accounts['signIn'] = ({ email, password }) =>
    answering(async () => {
      const { response, headers } = await this.#authentication.api.signInEmail({
        body: { email, password },
        returnHeaders: true,
      });
      const found = await this.#context.internalAdapter.findSession(response.token);
      if (found === null || asUser(found.user).disabled) {
        await this.#context.internalAdapter.deleteSession(response.token);
        throw new DeskhandError('not-signed-in');
      }
      return asSession(found.session.id, found.user, headers);
    });

  signOut: Accounts['signOut'] = (cookie) =>
    answering(async () => {
      const { headers } = await this.#authentication.api.signOut({
        headers: cookieHeaders(cookie),
        returnHeaders: true,
      });
      return headers.getSetCookie();
    });

  session: Accounts['session'] = (cookie) =>
    answering(async () => {
      if (cookie === undefined) return null;
      const { response, headers } = await this.#authentication.api.getSession({
        headers: cookieHeaders(cookie),
        returnHeaders: true,
      });
      if (response === null || asUser(response.user).disabled) return null;
      return asSession(response.session.id, response.user, headers);
    });

  changePassword: Accounts['changePassword'] = (cookie, { current, next }) =>
    answering(async () => {
      const session = await this.session(cookie);
      if (session === null) throw new DeskhandError('not-signed-in');
      const { userId } = session.user;
      const { internalAdapter, password } = this.#context;
      const account = await internalAdapter.findCredentialAccount(userId);
      const isRight =
        typeof account?.password === 'string' &&
        (await password.verify({ hash: account.password, password: current }));
      if (!isRight) throw new DeskhandError('not-allowed');
      await internalAdapter.updatePassword(userId, await password.hash(next));
      const sessions = await internalAdapter.listSessions(userId);
      const others = sessions.filter(({ id }) => id !== session.sessionId);
      if (others.length > 0) {
        await internalAdapter.deleteSessions(others.map(({ token }) => token));
      }
    });

  listUsers: Accounts['listUsers'] = () =>
    answering(async () => {
      const oldestFirst = { field: 'createdAt', direction: 'asc' } as const;
      const users = await this.#context.internalAdapter.listUsers(10_000, 0, oldestFirst);
      return users.map(asUser);
    });

  createUser: Accounts['createUser'] = (user) =>
    this.#create({ ...user, password: randomPassword() });

  changeUser: Accounts['changeUser'] = (userId, change) =>
    answering(async () => {
      const { internalAdapter } = this.#context;
      await this.#existing(userId);
      const changed = await internalAdapter.updateUser(userId, {
        ...change,
        updatedAt: new Date(),
      });
      if (change.disabled === true) await internalAdapter.deleteUserSessions(userId);
      return asUser(changed);
    });

  resetPassword: Accounts['resetPassword'] = (userId) =>
    answering(async () => {
      const { internalAdapter } = this.#context;
      const user = await this.#existing(userId);
      const password = randomPassword();
      await this.#setPassword(userId, password);
      await internalAdapter.deleteUserSessions(userId);
      return { user, password };
    });

  createFirstAdmin: Accounts['createFirstAdmin'] = ({ email, password = randomPassword() }) =>
    answering(async () => {
      if ((await this.#context.internalAdapter.countTotalUsers()) > 0) return null;
      try {
        return await this.#create({ email, name: 'Admin', role: 'admin', password });
      } catch (error) {
        // Another node was faster.
        if (error instanceof DeskhandError && error.code === 'already-taken') return null;
        throw error;
      }
    });

  #create(input: { email: string; name: string; role: UserRole; password: string }) {
    return answering(async () => {
      const { internalAdapter } = this.#context;
      const email = input.email.toLowerCase();
      if ((await internalAdapter.findUserByEmail(email)) !== null) {
        throw new DeskhandError('already-taken');
      }
      const { name, role, password } = input;
      const fields = { email, name, role, disabled: false, emailVerified: true };
      const user = await internalAdapter.createUser(fields, { method: 'email' });
      await this.#setPassword(user.id, password);
      return { user: asUser(user), password };
    });
  }

  async #setPassword(userId: string, password: string): Promise<void> {
    const { internalAdapter, password: hashing } = this.#context;
    const hash = await hashing.hash(password);
    if ((await internalAdapter.findCredentialAccount(userId)) !== null) {
      await internalAdapter.updatePassword(userId, hash);
      return;
    }
    const account = { userId, accountId: userId, providerId: 'credential', password: hash };
    await internalAdapter.linkAccount(account);
  }

  async #existing(userId: string): Promise<User> {
    const user = await this.#context.internalAdapter.findUserById(userId);
    if (user === null) throw new DeskhandError('not-found');
    return asUser(user);
  }
}

function cookieHeaders(cookie: string | undefined): Headers {
  return new Headers(cookie === undefined ? {} : { cookie });
}

function asUser(stored: StoredUser): User {
  const { id, email, name, createdAt, role, disabled } = stored;
  return {
    id,
    email,
    name,
    role: userRoleSchema.catch('agent').parse(role),
    disabled: disabled === true,
    createdAt: createdAt.toISOString(),
  };
}

function asSession(sessionId: string, stored: StoredUser, headers: Headers): Session {
  const { id: userId, name, email, role } = asUser(stored);
  return { sessionId, user: { userId, name, email, role }, setCookies: headers.getSetCookie() };
}
