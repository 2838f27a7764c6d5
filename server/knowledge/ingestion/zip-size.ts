import { inflateRawSync } from 'node:zlib';
import { DeskhandError } from '../../errors.ts';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const longestComment = 65_535;

/**
 * Unpacks every entry of a ZIP file once, with a limit that no claim of the file can move. Throws `document-too-large` when
 * they hold more than `maxBytes` together, `document-damaged` when the file is no whole ZIP.
 */
export function checkZipSize(bytes: Uint8Array, maxBytes: number): void {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = maxBytes;
  try {
    for (const { method, data } of entries(zip)) {
      left -=
        method === 0 ? data.length : inflateRawSync(data, { maxOutputLength: left + 1 }).length;
      if (left < 0) break;
    }
  } catch (cause) {
    const isTooLarge =
      cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    if (!isTooLarge)
      throw new DeskhandError('document-damaged', {
        message: 'The file is not a whole ZIP.',
        cause,
      });
    left = -1;
  }
  if (left < 0) {
    const megabytes = Math.floor(maxBytes / 1024 / 1024);
    throw new DeskhandError('document-too-large', {
      message: `Unpacked it holds more than ${megabytes} MB.`,
    });
  }
}

function* entries(zip: Buffer): Generator<{ method: number; data: Buffer }> {
  const end = endOfDirectory(zip);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== entrySignature)
      throw new RangeError('no entry where one should be');
    const size = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    yield { method: zip.readUInt16LE(at + 10), data: zip.subarray(start, start + size) };
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function endOfDirectory(zip: Buffer): number {
  const first = Math.max(0, zip.length - endBytes - longestComment);
  for (let at = zip.length - endBytes; at >= first; at--) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new RangeError('no directory');
}
