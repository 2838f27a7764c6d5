import { openBetterAuthAccounts } from '../adapters/better-auth/better-auth-accounts.ts';
import type { Config } from '../config.ts';
import { DeskhandError } from '../errors.ts';
import type { Accounts } from '../ports/accounts.ts';
import { openDatabase } from './database.ts';
import { openSecrets } from './secrets.ts';

/** Opens the accounts alone, beside a server where they are in PostgreSQL; the embedded database is of one process at a time. */
export async function openAccounts(
  config: Pick<Config, 'databaseUrl' | 'dataFolder' | 'deskhandSecret' | 'publicUrl'>,
  onError: (error: Error) => void,
): Promise<{ accounts: Accounts; close(): Promise<void> }> {
  const database = await openDatabase(config, onError);
  const { sessionSecret } = await openSecrets(config);
  const accounts = await openBetterAuthAccounts({
    pool: database.pool,
    secret: sessionSecret,
    publicUrl: config.publicUrl ?? 'http://localhost',
  });
  return { accounts, close: () => database.close() };
}

/**
 * Gives the first admin who may sign in, or the one named, a new password and ends their sessions. Throws `not-found` in words
 * that tell what to do.
 */
export async function resetAdmin(
  accounts: Accounts,
  email?: string,
): Promise<{ email: string; password: string }> {
  const admins = (await accounts.listUsers()).filter(({ role }) => role === 'admin');
  const named = email?.trim().toLowerCase();
  const admin = admins.find((one) => (named === undefined ? !one.disabled : one.email === named));
  if (admin === undefined) throw notFound(admins.map((one) => one.email));
  if (admin.disabled) {
    const message = `${admin.email} is disabled. Reset another admin, who can enable them.`;
    throw new DeskhandError('not-allowed', { message });
  }
  const { password } = await accounts.resetPassword(admin.id);
  return { email: admin.email, password };
}

function notFound(admins: string[]): DeskhandError {
  const message =
    admins.length === 0
      ? 'There is no admin in this database yet. Deskhand makes one when it starts, and prints the password.'
      : `There is no such admin. Admins are ${admins.join(', ')}.`;
  return new DeskhandError('not-found', { message });
}
