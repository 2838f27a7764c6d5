import { parseArgs } from 'node:util';
import { openAccounts, resetAdmin } from './composition/reset-admin.ts';
import { readConfig } from './config.ts';
import { DeskhandError } from './errors.ts';

const usage = `Gives an admin a new password, prints it this once and ends their sessions.

  npm run admin:reset                          the first admin
  npm run admin:reset -- --email a@b.example   the one named

It reads the same settings as the server. On the embedded database stop the server first.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const opened = await openAccounts(readConfig(), (error) => console.error(error.message));
  try {
    const { email, password } = await resetAdmin(opened.accounts, values.email);
    console.log(`New password (shown this once): ${email}  ${password}`);
  } finally {
    await opened.close();
  }
}

main().catch((error: unknown) => {
  const isTold = error instanceof DeskhandError || (error instanceof TypeError && 'code' in error);
  console.error(isTold ? `No password was changed. ${error.message}` : error);
  process.exitCode = 1;
});
