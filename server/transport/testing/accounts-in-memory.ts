import { randomUUID } from 'node:crypto';
import type { User, UserRole } from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { Accounts, Session } from '../../ports/accounts.ts';

/** Users and sessions in memory, passwords as they are: the far side of the transport's tests. */
export class AccountsInMemory implements Accounts {
  readonly users = new Map<string, User & { password: string }>();
  readonly sessions = new Map<string, string>();

  async signIn({ email, password }: { email: string; password: string }): Promise<Session> {
    const user = [...this.users.values()].find((one) => one.email === email);
    if (user === undefined || user.password !== password || user.disabled) {
      throw new DeskhandError('not-signed-in');
    }
    const sessionId = randomUUID();
    this.sessions.set(sessionId, user.id);
    return { ...this.#session(sessionId, user), setCookies: [`session=${sessionId}; HttpOnly`] };
  }

  async signOut(cookie: string | undefined): Promise<string[]> {
    this.sessions.delete(sessionIdOf(cookie));
    return ['session=; Max-Age=0'];
  }

  async session(cookie: string | undefined): Promise<Session | null> {
    const sessionId = sessionIdOf(cookie);
    const user = this.users.get(this.sessions.get(sessionId) ?? '');
    return user === undefined || user.disabled ? null : this.#session(sessionId, user);
  }

  async changePassword(
    cookie: string | undefined,
    { current, next }: { current: string; next: string },
  ): Promise<void> {
    const session = await this.session(cookie);
    const user = this.users.get(session?.user.userId ?? '');
    if (user === undefined) throw new DeskhandError('not-signed-in');
    if (user.password !== current) throw new DeskhandError('not-allowed');
    user.password = next;
  }

  async listUsers(): Promise<User[]> {
    return [...this.users.values()].map(withoutPassword);
  }

  async createUser(input: { email: string; name: string; role: UserRole }) {
    const password = randomUUID();
    const user = {
      ...input,
      id: randomUUID(),
      disabled: false,
      createdAt: new Date().toISOString(),
      password,
    };
    this.users.set(user.id, user);
    return { user: withoutPassword(user), password };
  }

  async changeUser(userId: string, change: Partial<User>): Promise<User> {
    const user = this.#existing(userId);
    return withoutPassword(Object.assign(user, change));
  }

  async resetPassword(userId: string) {
    const user = this.#existing(userId);
    user.password = randomUUID();
    return { user: withoutPassword(user), password: user.password };
  }

  async createFirstAdmin({ email }: { email: string }) {
    return this.users.size > 0 ? null : this.createUser({ email, name: 'Admin', role: 'admin' });
  }

  #existing(userId: string): User & { password: string } {
    const user = this.users.get(userId);
    if (user === undefined) throw new DeskhandError('not-found');
    return user;
  }

  #session(sessionId: string, { id: userId, name, email, role }: User): Session {
    return { sessionId, user: { userId, name, email, role }, setCookies: [] };
  }
}

function sessionIdOf(cookie: string | undefined): string {
  return /session=([^;]+)/.exec(cookie ?? '')?.[1] ?? '';
}

function withoutPassword({ password: _, ...user }: User & { password: string }): User {
  return user;
}
