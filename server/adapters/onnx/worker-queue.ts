import type { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { DeskhandError } from '../../errors.ts';
import type { EmbedPriority } from '../../ports/embedder.ts';

/** What a worker says: once that it is loaded, then one reply for each task it is sent. */
export type WorkerReply<Result> =
  | { kind: 'ready' }
  | { kind: 'result'; result: Result }
  | { kind: 'failed'; message: string };

interface Job<Task, Result> {
  task: Task;
  resolve(result: Result): void;
  reject(error: DeskhandError): void;
}

type WorkerState<Task, Result> =
  | { kind: 'none' }
  | { kind: 'loading'; worker: Worker }
  | { kind: 'idle'; worker: Worker }
  | { kind: 'busy'; worker: Worker; job: Job<Task, Result> }
  | { kind: 'closed' };

/**
 * Feeds a model's worker one task at a time, questions first: a question waits for at most one task of ingestion.
 * A worker that dies fails the task it was at and is replaced; one that dies while loading fails all that wait,
 * and the next task tries anew. Failures are DeskhandErrors with the code given, retryable.
 */
export class WorkerQueue<Task, Result> {
  readonly #spawn: () => Worker;
  readonly #code: ErrorCode;
  readonly #mostWaiting: number;
  readonly #waiting: Record<EmbedPriority, Job<Task, Result>[]> = { question: [], ingestion: [] };
  #state: WorkerState<Task, Result> = { kind: 'none' };

  /** `mostWaiting`: tasks that may wait; one more is refused at once, as its customer would wait for all of them. */
  constructor(spawn: () => Worker, code: ErrorCode, mostWaiting = Number.POSITIVE_INFINITY) {
    this.#spawn = spawn;
    this.#code = code;
    this.#mostWaiting = mostWaiting;
    this.#start();
  }

  /** `mostWaiting`: fewer than the queue's own, for tasks that must not keep others out. */
  run(
    task: Task,
    priority: EmbedPriority,
    mostWaiting: number = this.#mostWaiting,
  ): Promise<Result> {
    if (this.#state.kind === 'closed') return Promise.reject(this.#closed());
    if (this.#waiting[priority].length >= Math.min(mostWaiting, this.#mostWaiting)) {
      return Promise.reject(this.#unavailable('too many wait for the model'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting[priority].push({ task, resolve, reject });
      if (this.#state.kind === 'none') this.#start();
      this.#next();
    });
  }

  async close(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#failWaiting(this.#closed());
    if (state.kind === 'busy') state.job.reject(this.#closed());
    if (state.kind !== 'none') await state.worker.terminate();
  }

  #start(): void {
    const worker = this.#spawn();
    let cause: unknown;
    this.#state = { kind: 'loading', worker };
    worker.on('message', (reply: WorkerReply<Result>) => {
      // In watch mode the runtime sends messages of its own along.
      if (reply.kind !== undefined) this.#onReply(worker, reply);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#onExit(worker, cause));
  }

  #onReply(worker: Worker, reply: WorkerReply<Result>): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'idle', worker };
    if (state.kind === 'busy' && reply.kind === 'result') state.job.resolve(reply.result);
    if (state.kind === 'busy' && reply.kind === 'failed') {
      state.job.reject(this.#unavailable(reply.message));
    }
    this.#next();
  }

  #onExit(worker: Worker, cause: unknown): void {
    const state = this.#state;
    if (state.kind === 'closed' || state.kind === 'none' || state.worker !== worker) return;
    const error = this.#unavailable("the model's worker ended", cause);
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
    worker.postMessage(job.task);
  }

  #failWaiting(error: DeskhandError): void {
    const waiting = [...this.#waiting.question.splice(0), ...this.#waiting.ingestion.splice(0)];
    for (const job of waiting) job.reject(error);
  }

  #closed(): DeskhandError {
    return this.#unavailable('the model is closed');
  }

  #unavailable(message: string, cause?: unknown): DeskhandError {
    return new DeskhandError(this.#code, { message, cause, retryable: true });
  }
}
