import { DeskhandError } from '../../errors.ts';

/**
 * The text of a file: UTF-8, or UTF-16 where it begins with that encoding's mark, or what an HTML page names. Line ends become
 * "\n". Throws `document-damaged` when the bytes are no text of that encoding.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const encoding = markedEncoding(bytes) ?? declared ?? 'utf-8';
  const isWide = encoding.startsWith('utf-16');
  if (!isWide && bytes.includes(0)) throw damaged('The file is not text.');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
  } catch (cause) {
    throw damaged(`The text is not ${encoding.toUpperCase()}.`, cause);
  }
}

/** The encoding that a page names in its first kilobyte; undefined without one that is known. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const name = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(head)?.[1]?.toLowerCase();
  // What a page in UTF-16 says of itself could not have been read here.
  if (name === undefined || name.startsWith('utf-16')) return undefined;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function damaged(message: string, cause?: unknown): DeskhandError {
  return new DeskhandError('document-damaged', { message, cause });
}
