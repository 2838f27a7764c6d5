import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A real server started for tests. */
export interface ServerHandle {
  url: string;
  /** Ends it as a user would, waits for that and removes its folder. */
  close(): Promise<void>;
  /** Kills it at once, as a crash does. Its folder stays until `close`. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port and folder. */
  restart(): Promise<void>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a program and resolves when a line of its output says that it is ready; rejects with its output when it ends first. */
export function startProcess(
  program: string,
  args: string[],
  readyLine: string,
  options: SpawnOptions = {},
): Promise<ChildProcess> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  child.once('exit', () => process.removeListener('exit', stop));
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        if (lines.length > 50) lines.shift();
        if (line.includes(readyLine)) resolve(child);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`${program} ended with ${code} before it was ready:\n${lines.join('\n')}`));
    });
  });
}

/** Sends the signal and waits for the end. A child that already ended is fine. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
