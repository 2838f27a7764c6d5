import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endProcess } from '../servers/server-process.ts';

const root = join(import.meta.dirname, '../..');

/** The whole product as its users start it, in a process of its own with a data folder of its own. */
export interface DeskhandProcess {
  url: string;
  port: number;
  /** What it has written so far: its log and what it tells a person at a terminal. */
  output(): string;
  /** Resolves when every passage can be found by meaning. */
  vectorsReady: Promise<void>;
  /** `kill -9`; the data folder stays. */
  kill(): Promise<void>;
  /** Ends it as a user would and removes its data folder. */
  close(): Promise<void>;
}

export interface DeskhandProcessOptions {
  /** Settings, by the names of environment variables. */
  settings?: Record<string, string>;
  /** A data folder to go on with; it is not removed. */
  dataFolder?: string;
  port?: number;
  startLimitMs?: number;
}

/** A password that tests sign in with. */
export const adminPassword = 'a-password-for-the-tests';
export const adminEmail = 'admin@deskhand.example';

export async function startDeskhandProcess(
  options: DeskhandProcessOptions = {},
): Promise<DeskhandProcess> {
  const ownFolder =
    options.dataFolder === undefined ? await mkdtemp(join(tmpdir(), 'deskhand-test-')) : null;
  const dataFolder = options.dataFolder ?? ownFolder ?? '';
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(options.port ?? 0),
      DATA_FOLDER: dataFolder,
      ADMIN_EMAIL: adminEmail,
      ADMIN_PASSWORD: adminPassword,
      MESSAGES_PER_MINUTE: '10000',
      MESSAGES_PER_MINUTE_BY_ADDRESS: '100000',
      CONNECTIONS_PER_ADDRESS: '100000',
      // Which model is asked first must not be a matter of chance.
      EXPLORATION_SHARE: '0',
      ...options.settings,
    },
  });
  const stopWithUs = () => child.kill('SIGKILL');
  process.once('exit', stopWithUs);
  child.once('exit', () => process.removeListener('exit', stopWithUs));
  const lines: string[] = [];
  const vectorsReady = Promise.withResolvers<void>();
  const url = await servingUrl(child, lines, vectorsReady.resolve, options.startLimitMs ?? 90_000);
  return {
    url,
    port: Number(new URL(url).port),
    output: () => lines.join('\n'),
    vectorsReady: vectorsReady.promise,
    kill: () => endProcess(child, 'SIGKILL'),
    async close() {
      await endProcess(child, 'SIGTERM');
      if (ownFolder !== null) await rm(ownFolder, { recursive: true, force: true });
    },
  };
}

function servingUrl(
  child: ChildProcess,
  lines: string[],
  onVectors: () => void,
  limitMs: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) =>
      reject(new Error(`Deskhand did not start: ${why}\n${lines.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed('it took too long');
    }, limitMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      failed(`it ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const serving = /Deskhand serves (\S+)/.exec(line);
        if (serving?.[1] !== undefined) {
          clearTimeout(timer);
          resolve(serving[1]);
        }
        if (line.endsWith('every document is found by meaning')) onVectors();
      });
    }
  });
}
