import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeskhandError } from '../../errors.ts';

/**
 * Compares every file named in the folder's `SHA256SUMS` with its checksum and returns the checksums by file name.
 * Throws DeskhandError `embedder-unavailable` that names the file which is missing or differs.
 */
export function verifyChecksums(folder: string): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of read(folder, 'SHA256SUMS').toString('utf8').split('\n')) {
    const [, checksum, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (checksum === undefined || name === undefined) continue;
    const actual = createHash('sha256').update(read(folder, name)).digest('hex');
    if (actual !== checksum) {
      throw unusable(`${join(folder, name)} is damaged: sha256 ${actual}, expected ${checksum}`);
    }
    listed.set(name, checksum);
  }
  return listed;
}

function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw unusable(`${join(folder, name)} cannot be read`, cause);
  }
}

function unusable(message: string, cause?: unknown): DeskhandError {
  return new DeskhandError('embedder-unavailable', { message, cause, retryable: false });
}
