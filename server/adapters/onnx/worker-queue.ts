import type { Worker } from 'node:worker_threads';
import { DeskhandError } from '../../errors.ts';
import type { EmbedPriority } from '../../ports/embedder.ts';
import type { ModelWorkerReply } from './model-worker.ts';

interface Job {
  text: string;
  resolve(vector: Float32Array): void;
  reject(error: DeskhandError): void;
}

type WorkerState =
  | { kind: 'none' }
  | { kind: 'loading'; worker: Worker }
  | { kind: 'idle'; worker: Worker }
  | { kind: 'busy'; worker: Worker; job: Job }
  | { kind: 'closed' };

/**
 * Feeds the model's worker one text at a time, questions first: a question waits for at most one text of ingestion.
 * A worker that dies fails the text it was at and is replaced; one that dies while loading fails all that wait,
 * and the next text tries anew.
 */
export class WorkerQueue {
  readonly #spawn: () => Worker;
  readonly #waiting: Record<EmbedPriority, Job[]> = { question: [], ingestion: [] };
  #state: WorkerState = { kind: 'none' };

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
    this.#start();
  }

  run(text: string, priority: EmbedPriority): Promise<Float32Array> {
    if (this.#state.kind === 'closed') return Promise.reject(unavailable('the embedder is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting[priority].push({ text, resolve, reject });
      if (this.#state.kind === 'none') this.#start();
      this.#next();
    });
  }

  async close(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#failWaiting(unavailable('the embedder is closed'));
    if (state.kind === 'busy') state.job.reject(unavailable('the embedder is closed'));
    if (state.kind !== 'none') await state.worker.terminate();
  }

  #start(): void {
    const worker = this.#spawn();
    let cause: unknown;
    this.#state = { kind: 'loading', worker };
    worker.on('message', (reply: ModelWorkerReply) => {
      // In watch mode the runtime sends messages of its own along.
      if (reply.kind !== undefined) this.#onReply(worker, reply);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#onExit(worker, cause));
  }

  #onReply(worker: Worker, reply: ModelWorkerReply): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'idle', worker };
    if (state.kind === 'busy' && reply.kind === 'vector') state.job.resolve(reply.vector);
    if (state.kind === 'busy' && reply.kind === 'failed') {
      state.job.reject(unavailable(reply.message));
    }
    this.#next();
  }

  #onExit(worker: Worker, cause: unknown): void {
    const state = this.#state;
    if (state.kind === 'closed' || state.kind === 'none' || state.worker !== worker) return;
    const error = unavailable("the model's worker ended", cause);
    this.#state = { kind: 'none' };
    if (state.kind === 'loading') {
      this.#failWaiting(error);
      return;
    }
    if (state.kind === 'busy') state.job.reject(error);
    this.#start();
  }

  #next(): void {
    if (this.#state.kind !== 'idle') return;
    const job = this.#waiting.question.shift() ?? this.#waiting.ingestion.shift();
    if (job === undefined) return;
    const { worker } = this.#state;
    this.#state = { kind: 'busy', worker, job };
    worker.postMessage(job.text);
  }

  #failWaiting(error: DeskhandError): void {
    const waiting = [...this.#waiting.question.splice(0), ...this.#waiting.ingestion.splice(0)];
    for (const job of waiting) job.reject(error);
  }
}

function unavailable(message: string, cause?: unknown): DeskhandError {
  return new DeskhandError('embedder-unavailable', { message, cause, retryable: true });
}
