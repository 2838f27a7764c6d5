import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AccountsUnderTest, describeAccountsContract } from '../../ports/accounts.contract.ts';
import { startEmbeddedPostgres } from '../pglite/embedded-postgres.ts';
import { openBetterAuthAccounts } from './better-auth-accounts.ts';

const secret = 'a secret of the test, long enough to sign with';
const publicUrl = 'http://localhost:3000';

async function onPool(pool: pg.Pool, close: () => Promise<void>): Promise<AccountsUnderTest> {
  return {
    accounts: await openBetterAuthAccounts({ pool, secret, publicUrl }),
    clear: async () => void (await pool.query('delete from auth_user')),
    async close() {
      await pool.end();
      await close();
    },
  };
}

describeAccountsContract('better-auth on the embedded database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-accounts-'));
  const database = await startEmbeddedPostgres({ folder });
  return onPool(new pg.Pool({ ...database.connection, max: 4 }), async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
});

const postgresUrl = inject('postgresUrl');

describe.skipIf(postgresUrl === null)('with PostgreSQL', () => {
  const url = new URL(postgresUrl ?? 'postgresql://none');
  const name = `accounts_${randomUUID().replaceAll('-', '')}`;
  let server: pg.Client;

  beforeAll(async () => {
    server = new pg.Client(url.href);
    await server.connect();
    await server.query(`create database ${name}`);
  });
  afterAll(() => server.end());

  const open = () =>
    new pg.Pool({ connectionString: Object.assign(new URL(url), { pathname: name }).href });

  describeAccountsContract('better-auth on PostgreSQL', () => onPool(open(), async () => {}));

  it('finds what it stored after a restart, stores passwords hashed only, and needs its own secret', async () => {
    const pool = open();
    const first = await openBetterAuthAccounts({ pool, secret, publicUrl });
    const { user, password } = await first.createUser({
      email: 'a@shop.example',
      name: 'A',
      role: 'agent',
    });
    const { setCookies } = await first.signIn({ email: user.email, password });
    const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');

    const again = await openBetterAuthAccounts({ pool, secret, publicUrl });
    expect((await again.session(cookie))?.user.userId).toBe(user.id);
    const foreign = await openBetterAuthAccounts({ pool, secret: `${secret}, another`, publicUrl });
    expect(await foreign.session(cookie)).toBeNull();

    const { rows } = await pool.query('select * from auth_account where "userId" = $1', [user.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    expect(JSON.stringify(rows)).not.toContain(password);
    await pool.end();
  });

  it('creates its tables once when several nodes start together', async () => {
    const pool = open();
    await pool.query('drop table auth_session, auth_account, auth_verification, auth_user');
    const nodes = Array.from({ length: 4 }, () =>
      openBetterAuthAccounts({ pool, secret, publicUrl }),
    );
    const users = await Promise.all((await Promise.all(nodes)).map((node) => node.listUsers()));
    expect(users).toEqual([[], [], [], []]);
    await pool.end();
  });

  it('marks the cookie Secure where users come by https', async () => {
    const pool = open();
    const accounts = await openBetterAuthAccounts({
      pool,
      secret,
      publicUrl: 'https://help.shop.example',
    });
    const created = await accounts.createUser({
      email: 's@shop.example',
      name: 'S',
      role: 'agent',
    });
    const session = await accounts.signIn({ email: 's@shop.example', password: created.password });
    expect(session.setCookies.join()).toMatch(/^__Secure-.*; Secure/);
    await pool.end();
  });

  it('says that storage is unavailable, and worth another try, when the database is gone', async () => {
    const pool = open();
    const accounts = await openBetterAuthAccounts({ pool, secret, publicUrl });
    const { setCookies } = await accounts.signIn({
      email: 'gone@shop.example',
      password: (
        await accounts.createUser({ email: 'gone@shop.example', name: 'G', role: 'agent' })
      ).password,
    });
    await pool.end();
    const gone = { code: 'storage-unavailable', retryable: true };
    await expect(accounts.session(setCookies[0]?.split(';')[0])).rejects.toMatchObject(gone);
    await expect(
      accounts.signIn({ email: 'gone@shop.example', password: 'anything' }),
    ).rejects.toMatchObject(gone);
    await expect(accounts.listUsers()).rejects.toMatchObject(gone);
  });
});
