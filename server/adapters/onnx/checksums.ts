import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { DeskhandError } from '../../errors.ts';

/**
 * Compares every file named in the folder's `SHA256SUMS` with its checksum and returns the checksums by file name.
 * Throws a DeskhandError with the code that names the file which is missing or differs.
 */
export function verifyChecksums(folder: string, code: ErrorCode): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of read(folder, 'SHA256SUMS', code).toString('utf8').split('\n')) {
    const [, checksum, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (checksum === undefined || name === undefined) continue;
    const actual = createHash('sha256')
      .update(read(folder, name, code))
      .digest('hex');
    if (actual !== checksum) {
      const message = `${join(folder, name)} is damaged: sha256 ${actual}, expected ${checksum}`;
      throw new DeskhandError(code, { message });
    }
    listed.set(name, checksum);
  }
  return listed;
}

function read(folder: string, name: string, code: ErrorCode): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw new DeskhandError(code, { message: `${join(folder, name)} cannot be read`, cause });
  }
}
