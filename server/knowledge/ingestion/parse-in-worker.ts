import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { DeskhandError } from '../../errors.ts';
import { type ParsedDocument, parseDocument } from './parse-document.ts';

type Reply =
  | { ok: true; document: ParsedDocument }
  | { ok: false; code: ErrorCode; message: string };

/** A file that takes longer, or more memory, is refused as damaged. */
const longestParseMs = 60_000;
const memoryLimitMiB = 512;

const quickExtensions = new Set(['.md', '.markdown', '.txt']);

/**
 * `parseDocument` off the event loop, since a large PDF takes seconds and a crafted one may take all memory.
 * Plain text and markdown are parsed at once.
 */
export async function parseInWorker(fileName: string, bytes: Uint8Array): Promise<ParsedDocument> {
  if (quickExtensions.has(extname(fileName).toLowerCase())) return parseDocument(fileName, bytes);
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    workerData: { fileName, bytes },
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMiB },
  });
  const damaged = (cause: unknown) =>
    new DeskhandError('document-damaged', { message: 'The file cannot be read.', cause });
  const timer = setTimeout(() => void worker.terminate(), longestParseMs);
  try {
    return await new Promise<ParsedDocument>((resolve, reject) => {
      worker.once('message', (reply: Reply) => {
        if (reply.ok) resolve(reply.document);
        else reject(new DeskhandError(reply.code, { message: reply.message }));
      });
      worker.once('error', (error) => reject(damaged(error)));
      worker.once('exit', () => reject(damaged('the parser ended without a result')));
    });
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}
