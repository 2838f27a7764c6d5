import { DeskhandError } from '../../errors.ts';
import type { Tokenizer } from '../../ports/tokenizer.ts';
import { parseDocument } from './parse-document.ts';
import { type DocumentDefaults, type ReadDocument, toDocument } from './to-document.ts';

/** Parses a file and cuts it into passages. Throws `document-damaged`, `document-unsupported` or `document-too-large`. */
export async function readDocument(
  fileName: string,
  bytes: Uint8Array,
  defaults: DocumentDefaults,
  tokenizer: Tokenizer,
): Promise<ReadDocument> {
  const parsed = await parseDocument(fileName, bytes);
  const read = toDocument(fileName, parsed, defaults, tokenizer);
  if (read.passages.length === 0) {
    throw new DeskhandError('document-damaged', { message: 'The file holds no text.' });
  }
  return read;
}
