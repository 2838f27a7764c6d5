import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserRole, UserWithPassword } from '../../shared/admin-protocol.ts';
import type { Accounts, Session } from './accounts.ts';

export interface AccountsUnderTest {
  accounts: Accounts;
  /** Takes every user away. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What all Accounts do, whatever keeps them. */
export function describeAccountsContract(
  name: string,
  makeAdapter: () => Promise<AccountsUnderTest>,
): void {
  describe(`${name} as Accounts`, () => {
    let adapter: AccountsUnderTest;
    let accounts: Accounts;

    beforeAll(async () => {
      adapter = await makeAdapter();
      accounts = adapter.accounts;
    });
    beforeEach(() => adapter.clear());
    afterAll(() => adapter.close());

    const create = (email = 'ada@shop.example', role: UserRole = 'agent') =>
      accounts.createUser({ email, name: 'Ada', role });

    const signIn = ({ user, password }: UserWithPassword): Promise<Session> =>
      accounts.signIn({ email: user.email, password });

    it('signs in who was created, by a cookie that scripts cannot read', async () => {
      const created = await create();
      const session = await signIn(created);
      expect(session.user).toEqual({
        userId: created.user.id,
        email: 'ada@shop.example',
        name: 'Ada',
        role: 'agent',
      });
      expect(session.setCookies).toHaveLength(1);
      expect(session.setCookies[0]).toMatch(/;\s*HttpOnly/i);
      expect(session.setCookies[0]).toMatch(/;\s*SameSite=Lax/i);
      expect(await accounts.session(cookieOf(session))).toMatchObject({
        sessionId: session.sessionId,
        user: session.user,
      });
    });

    it('takes an e-mail in any case', async () => {
      const { password } = await create('Ada@Shop.Example');
      const session = await accounts.signIn({ email: 'aDA@shop.example', password });
      expect(session.user.email).toBe('ada@shop.example');
    });

    it('refuses a wrong password and an unknown e-mail with the same code', async () => {
      await create();
      const code = { code: 'not-signed-in', retryable: false };
      await expect(
        accounts.signIn({ email: 'ada@shop.example', password: 'not the password' }),
      ).rejects.toMatchObject(code);
      await expect(
        accounts.signIn({ email: 'bob@shop.example', password: 'not the password' }),
      ).rejects.toMatchObject(code);
    });

    it('gives every user another password of at least 16 characters', async () => {
      const first = await create('a@shop.example');
      const second = await create('b@shop.example');
      expect(first.password.length).toBeGreaterThanOrEqual(16);
      expect(second.password).not.toBe(first.password);
    });

    it('knows no session without a cookie, with a forged one or with a changed one', async () => {
      const cookie = cookieOf(await signIn(await create()));
      expect(await accounts.session(undefined)).toBeNull();
      expect(await accounts.session('deskhand.session_token=made-up.signature')).toBeNull();
      expect(await accounts.session(`${cookie.slice(0, -6)}AAAAAA`)).toBeNull();
    });

    it('ends a session at sign-out and leaves the others', async () => {
      const created = await create();
      const [here, there] = [await signIn(created), await signIn(created)];
      const cleared = await accounts.signOut(cookieOf(here));
      expect(cleared.join()).toMatch(/Max-Age=0/i);
      expect(await accounts.session(cookieOf(here))).toBeNull();
      expect(await accounts.session(cookieOf(there))).not.toBeNull();
    });

    it('refuses a second user with the same e-mail', async () => {
      await create();
      await expect(create('ADA@shop.example')).rejects.toMatchObject({ code: 'already-taken' });
      expect(await accounts.listUsers()).toHaveLength(1);
    });

    it('lists users oldest first', async () => {
      await create('a@shop.example');
      await create('b@shop.example', 'admin');
      expect(await accounts.listUsers()).toMatchObject([
        { email: 'a@shop.example', role: 'agent', disabled: false },
        { email: 'b@shop.example', role: 'admin', disabled: false },
      ]);
    });

    it('lets a session see a changed role and name at once', async () => {
      const created = await create();
      const session = await signIn(created);
      const changed = await accounts.changeUser(created.user.id, { role: 'admin', name: 'Ada L.' });
      expect(changed).toMatchObject({ role: 'admin', name: 'Ada L.', disabled: false });
      expect((await accounts.session(cookieOf(session)))?.user.role).toBe('admin');
    });

    it('ends the sessions of a disabled user and lets them in again only when enabled', async () => {
      const created = await create();
      const session = await signIn(created);
      await accounts.changeUser(created.user.id, { disabled: true });
      expect(await accounts.session(cookieOf(session))).toBeNull();
      await expect(signIn(created)).rejects.toMatchObject({ code: 'not-signed-in' });
      await accounts.changeUser(created.user.id, { disabled: false });
      expect(await accounts.session(cookieOf(session))).toBeNull();
      expect((await signIn(created)).user.userId).toBe(created.user.id);
    });

    it('replaces a reset password and ends the sessions made with the old one', async () => {
      const created = await create();
      const session = await signIn(created);
      const reset = await accounts.resetPassword(created.user.id);
      expect(await accounts.session(cookieOf(session))).toBeNull();
      await expect(signIn(created)).rejects.toMatchObject({ code: 'not-signed-in' });
      expect((await signIn(reset)).user.userId).toBe(created.user.id);
    });

    it('changes a password for who knows the current one, and ends the other sessions', async () => {
      const created = await create();
      const [here, there] = [await signIn(created), await signIn(created)];
      const next = 'a better password';
      await expect(
        accounts.changePassword(cookieOf(here), { current: 'a guess', next }),
      ).rejects.toMatchObject({ code: 'not-allowed' });
      await accounts.changePassword(cookieOf(here), { current: created.password, next });
      expect(await accounts.session(cookieOf(here))).not.toBeNull();
      expect(await accounts.session(cookieOf(there))).toBeNull();
      expect((await signIn({ ...created, password: next })).user.name).toBe('Ada');
    });

    it('changes no password without a session', async () => {
      await expect(
        accounts.changePassword(undefined, { current: 'x', next: 'a better password' }),
      ).rejects.toMatchObject({ code: 'not-signed-in' });
    });

    it('does not find a user who is not there', async () => {
      const missing = { code: 'not-found' };
      await expect(accounts.changeUser('nobody', { name: 'N' })).rejects.toMatchObject(missing);
      await expect(accounts.resetPassword('nobody')).rejects.toMatchObject(missing);
    });

    it('creates the first admin once, with a password that is given or made', async () => {
      const email = 'admin@shop.example';
      const first = await accounts.createFirstAdmin({ email });
      expect(first?.user).toMatchObject({ email, role: 'admin' });
      expect(await accounts.createFirstAdmin({ email: 'other@shop.example' })).toBeNull();
      await adapter.clear();
      const given = await accounts.createFirstAdmin({ email, password: 'chosen by the owner' });
      expect(given?.password).toBe('chosen by the owner');
    });
  });
}

function cookieOf(session: Session): string {
  return session.setCookies.map((cookie) => cookie.split(';')[0]).join('; ');
}
