import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const binaries = join(import.meta.dirname, '../../node_modules/.bin');

/** Runs a program of the project with its output shown, and returns its exit status; 1 when it could not be run. */
export function runCommand(
  name: string,
  args: string[],
  environment: Record<string, string> = {},
): number {
  const result = spawnSync(join(binaries, name), args, {
    stdio: 'inherit',
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment },
  });
  return result.status ?? 1;
}
