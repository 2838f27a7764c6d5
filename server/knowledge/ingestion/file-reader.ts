import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { DeskhandError } from '../../errors.ts';
import type { Tokenizer } from '../../ports/tokenizer.ts';
import { readDocument } from './read-document.ts';
import type { DocumentDefaults, ReadDocument } from './to-document.ts';

/** Reads a file into a document with its passages; throws as `readDocument` does. */
export type ReadFile = (
  fileName: string,
  bytes: Uint8Array,
  defaults: DocumentDefaults,
) => Promise<ReadDocument>;

export interface FileReaderOptions {
  tokenizer: Tokenizer;
  /** A module that calls `answerAsWorker`. */
  workerUrl: URL;
  /** A file that takes longer is refused. Default 60,000. */
  longestMs?: number;
  /** A file that needs more memory is refused. Default 768. */
  memoryMiB?: number;
}

export interface ReadRequest {
  fileName: string;
  bytes: Uint8Array;
  defaults: DocumentDefaults;
}

type Reply = { ok: true; document: ReadDocument } | { ok: false; code: ErrorCode; message: string };

const plainExtensions = new Set(['.md', '.markdown', '.txt']);

/** Plain text up to this size is read in a few milliseconds, sooner than a worker starts. */
const quickBytes = 32 * 1024;

const memoryCheckMs = 50;

/**
 * Reads files off the event loop, each in a worker of its own, since a large PDF takes seconds and a crafted one may take all
 * memory. Small plain text is read at once.
 */
export function createFileReader(options: FileReaderOptions): ReadFile {
  return async (fileName, bytes, defaults) => {
    const isQuick = plainExtensions.has(extname(fileName).toLowerCase());
    return isQuick && bytes.length <= quickBytes
      ? readDocument(fileName, bytes, defaults, options.tokenizer)
      : readInWorker({ fileName, bytes, defaults }, options);
  };
}

/** What the worker's module does with the request it was started with. */
export async function answerAsWorker(
  { fileName, bytes, defaults }: ReadRequest,
  tokenizer: Tokenizer,
): Promise<Reply> {
  try {
    return { ok: true, document: await readDocument(fileName, bytes, defaults, tokenizer) };
  } catch (error) {
    if (error instanceof DeskhandError) {
      return { ok: false, code: error.code, message: error.message };
    }
    return { ok: false, code: 'document-damaged', message: 'The file cannot be read.' };
  }
}

async function readInWorker(
  request: ReadRequest,
  { workerUrl, longestMs = 60_000, memoryMiB = 768 }: FileReaderOptions,
): Promise<ReadDocument> {
  const worker = new Worker(workerUrl, {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    stdout: true,
    stderr: true,
  });
  const ended = Promise.withResolvers<ReadDocument>();
  const refuse = (message: string, cause?: unknown) =>
    ended.reject(new DeskhandError('document-damaged', { message, cause }));
  const timer = setTimeout(() => refuse('Reading the file takes too long.'), longestMs);
  const watching = setInterval(async () => {
    const bytes = await bytesOf(worker);
    if (bytes > memoryMiB * 1024 * 1024) refuse('Reading the file takes too much memory.');
  }, memoryCheckMs);
  worker.once('message', (reply: Reply) => {
    if (reply.ok) ended.resolve(reply.document);
    else ended.reject(new DeskhandError(reply.code, { message: reply.message }));
  });
  worker.once('error', (cause) => refuse('The file cannot be read.', cause));
  worker.once('exit', () => refuse('The file cannot be read.'));
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    clearInterval(watching);
    void worker.terminate();
  }
}

/** Heap and buffers of the worker: unpacked data lies outside the heap, which alone has a limit of its own. */
async function bytesOf(worker: Worker): Promise<number> {
  try {
    const { total_heap_size, external_memory } = await worker.getHeapStatistics();
    return total_heap_size + external_memory;
  } catch {
    return 0;
  }
}
