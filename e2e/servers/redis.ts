import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFolderWith } from './find-binary.ts';
import { endProcess, freePort, type ServerHandle, startProcess } from './server-process.ts';

/** Path of `redis-server`, or null. */
export function findRedis(): string | null {
  const folder = findFolderWith(
    ['redis-server'],
    ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'],
  );
  return folder && join(folder, 'redis-server');
}

/** Starts a Redis of its own on a free port, without persistence; null where Redis is not installed. */
export async function startRedis(options: { port?: number } = {}): Promise<ServerHandle | null> {
  const program = findRedis();
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-redis-'));
  const port = options.port ?? (await freePort());
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const start = () => startProcess(program, args, 'eady to accept connections');
  let child = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      await endProcess(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
    kill: () => endProcess(child, 'SIGKILL'),
    async restart() {
      child = await start();
    },
  };
}
