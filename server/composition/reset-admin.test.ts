import { beforeEach, describe, expect, it } from 'vitest';
import { AccountsInMemory } from '../transport/testing/accounts-in-memory.ts';
import { resetAdmin } from './reset-admin.ts';

describe('resetting an admin', () => {
  let accounts: AccountsInMemory;
  const created = (email: string, role: 'agent' | 'admin') =>
    accounts.createUser({ email, name: 'Ada', role });
  beforeEach(async () => {
    accounts = new AccountsInMemory();
    await created('agent@shop.example', 'agent');
    await created('first@shop.example', 'admin');
    await created('second@shop.example', 'admin');
  });

  it('gives the first of them a password that lets them in', async () => {
    const reset = await resetAdmin(accounts);
    expect(reset.email).toBe('first@shop.example');
    expect((await accounts.signIn(reset)).user.role).toBe('admin');
  });

  it('gives one to whom is named, in any case of letters', async () => {
    const others = () => [...accounts.users.values()].slice(0, 2).map(({ password }) => password);
    const before = others();
    const reset = await resetAdmin(accounts, 'Second@Shop.example');
    expect((await accounts.signIn(reset)).user.email).toBe('second@shop.example');
    expect(others()).toEqual(before);
  });

  it('passes over a disabled admin, and says so of a named one', async () => {
    const [, first] = await accounts.listUsers();
    await accounts.changeUser(first?.id ?? '', { disabled: true });
    expect((await resetAdmin(accounts)).email).toBe('second@shop.example');
    await expect(resetAdmin(accounts, 'first@shop.example')).rejects.toThrow(/is disabled/);
  });

  it('names the admins when none is meant, an agent being none', async () => {
    await expect(resetAdmin(accounts, 'agent@shop.example')).rejects.toThrow(
      'There is no such admin. Admins are first@shop.example, second@shop.example.',
    );
    await expect(resetAdmin(new AccountsInMemory())).rejects.toThrow(/There is no admin .* yet/);
  });
});
