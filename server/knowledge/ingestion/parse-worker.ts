import { parentPort, workerData } from 'node:worker_threads';
import { DeskhandError } from '../../errors.ts';
import { parseDocument } from './parse-document.ts';

const { fileName, bytes } = workerData as { fileName: string; bytes: Uint8Array };

try {
  parentPort?.postMessage({ ok: true, document: await parseDocument(fileName, bytes) });
} catch (error) {
  const known =
    error instanceof DeskhandError
      ? error
      : new DeskhandError('document-damaged', { cause: error });
  parentPort?.postMessage({ ok: false, code: known.code, message: known.message });
}
