import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rmdir, stat, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DeskhandError } from '../../errors.ts';

interface LockHolder {
  pid: number;
  host: string;
  /** Tells a process from a later one of the same pid; empty where the system does not say. */
  startedAt: string;
  token: string;
}

export interface FolderLock {
  release(): Promise<void>;
}

const beatMs = 5_000;
/** A lock held on another host (a container that is gone) counts as left behind after this long without a beat. */
const silentMs = 20_000;

/**
 * Takes the folder for this process, or throws `storage-unavailable` with a message that names the holder.
 * The lock of a process that was killed is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const token = randomUUID();
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    startedAt: processStart(process.pid),
    token,
  };
  if (!(await create(path, holder))) await takeOver(folder, path, holder);
  const beat = setInterval(() => {
    const now = new Date();
    // A missing file is found out by the next process that wants the folder, not here.
    utimes(path, now, now).catch(() => {});
  }, beatMs);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await readHolder(path))?.token === token) await unlink(path);
    },
  };
}

async function create(path: string, holder: LockHolder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Only one process at a time may judge a lock and replace it, so a second directory guards that moment. */
async function takeOver(folder: string, path: string, holder: LockHolder): Promise<void> {
  const guard = join(folder, 'lock.takeover');
  try {
    await mkdir(guard);
  } catch (error) {
    const left = await stat(guard).catch(() => null);
    if (left && Date.now() - left.mtimeMs < silentMs) throw inUse(folder, null, error);
    await mkdir(guard, { recursive: true });
  }
  try {
    const present = await readHolder(path);
    if (await isAlive(present, path)) throw inUse(folder, present);
    await unlink(path).catch(() => {});
    if (!(await create(path, holder))) throw inUse(folder, null);
  } finally {
    await rmdir(guard).catch(() => {});
  }
}

async function isAlive(holder: LockHolder | null, path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  const silent = Date.now() - mtimeMs > silentMs;
  // An unreadable lock is one that is being written, unless it has been so for long.
  if (!holder || holder.host !== hostname()) return !silent;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return holder.startedAt === processStart(holder.pid);
}

async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Start time of a process in ticks since boot, with the boot's id (Linux); empty elsewhere, and for one that has ended. */
function processStart(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // A killed process stays as a zombie until its parent asks for it.
    if (fields[0] === 'Z') return '';
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function inUse(folder: string, holder: LockHolder | null, cause?: unknown): DeskhandError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new DeskhandError('storage-unavailable', {
    message: `The database folder ${folder} is in use by ${who}. Stop it first, or choose another folder.`,
    cause,
  });
}
