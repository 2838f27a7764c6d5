import { execFileSync, type SpawnOptions } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFolderWith, foldersBelow } from './find-binary.ts';
import { endProcess, freePort, type ServerHandle, startProcess } from './server-process.ts';

/** Folder of `initdb` and `postgres`, or null. */
export function findPostgres(): string | null {
  const others = [
    ...foldersBelow('/usr/lib/postgresql', 'bin'),
    ...foldersBelow('/opt/homebrew/opt', 'bin').filter((folder) => folder.includes('postgresql')),
  ];
  return findFolderWith(['initdb', 'postgres'], others);
}

/**
 * Starts a PostgreSQL of its own on a free port, with an empty cluster in a temporary folder; null where PostgreSQL is not
 * installed. What it stored outlives a crash of the server, not of the machine. As root it runs as the user `postgres`, for
 * the server refuses root.
 */
export async function startPostgres(options: { port?: number } = {}): Promise<ServerHandle | null> {
  const programs = findPostgres();
  if (!programs) return null;
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-postgres-'));
  const owner = process.getuid?.() === 0 ? systemUser('postgres') : null;
  if (owner) await chown(folder, owner.uid, owner.gid);
  const spawnOptions: SpawnOptions = { ...owner, cwd: folder };
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, cwd: folder, stdio: 'pipe' },
  );
  const port = options.port ?? (await freePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    full_page_writes: 'off',
    timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-D', data, '-p', String(port), ...flags];
  const start = () =>
    startProcess(join(programs, 'postgres'), args, 'ready to accept connections', spawnOptions);
  let child = await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async close() {
      // SIGINT is PostgreSQL's fast shutdown: open connections are ended.
      await endProcess(child, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
    // SIGQUIT is PostgreSQL's immediate shutdown: as after a crash, without orphans that hold the port.
    kill: () => endProcess(child, 'SIGQUIT'),
    async restart() {
      child = await start();
    },
  };
}

function systemUser(name: string): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}
