import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endProcess } from '../servers/server-process.ts';

/** A part of a measurement in a process of its own, so that it does not share an event loop with another. */
export interface ChildProcess {
  /** What it said first: that it is ready, and where. */
  ready: unknown;
  /** Sends a message and resolves with the next one that comes back. Rejects when the process ends instead. */
  ask(message: unknown): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts a file of this folder. It says over IPC that it is ready, and is ended with this process. */
export async function startChild(file: string, input: unknown): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, file));
  child.send({ input });
  const stopWithUs = () => child.kill('SIGKILL');
  process.once('exit', stopWithUs);
  child.once('exit', () => process.removeListener('exit', stopWithUs));
  const next = async (): Promise<unknown> => {
    const waiting = new AbortController();
    const { signal } = waiting;
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${file} ended with ${code}`);
    });
    try {
      return await Promise.race([
        once(child, 'message', { signal }).then(([value]) => value),
        ended,
      ]);
    } finally {
      waiting.abort();
      ended.catch(() => {});
    }
  };
  return {
    ready: await next(),
    ask(message) {
      const answer = next();
      child.send(message as object);
      return answer;
    },
    end: () => endProcess(child, 'SIGTERM'),
  };
}

/** What the parent handed to `startChild`; to be asked for first of all. */
export async function childInput(): Promise<unknown> {
  const [message] = (await once(process, 'message')) as [{ input: unknown }];
  return message.input;
}

export function tellParent(message: object): void {
  process.send?.(message);
}
