import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { supportedExtensions } from './ingestion/parse-document.ts';
import { idFromFileName } from './ingestion/to-document.ts';

const extensions: ReadonlySet<string> = new Set(supportedExtensions);
const withFrontMatter: ReadonlySet<string> = new Set(['.md', '.markdown', '.txt']);

/** A file as it was found. */
export type FoundFile =
  | { kind: 'whole'; bytes: Uint8Array; stamp: string }
  /** Not touched since the stamp that was given. */
  | { kind: 'same' }
  /** Gone, or being written. */
  | { kind: 'unsettled' }
  | { kind: 'closed'; reason: string };

/** The files of a folder that can be documents, sorted; hidden files and those of an open Word are none. */
export async function documentFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter(isDocumentFile).sort();
}

export function isDocumentFile(name: string): boolean {
  const isHidden = name.split(sep).some((part) => part.startsWith('.'));
  return (
    !isHidden && !basename(name).startsWith('~$') && extensions.has(extname(name).toLowerCase())
  );
}

/**
 * Reads a file unless its stamp (size and time of change) is the one given. One that was written to in the last `settleMs`, or
 * while it was read, is not taken for whole.
 */
export async function readFound(
  folder: string,
  file: string,
  knownStamp: string | undefined,
  settleMs: number,
): Promise<FoundFile> {
  const path = join(folder, file);
  try {
    const before = await stampOf(path);
    if (before.stamp === knownStamp) return { kind: 'same' };
    const ageMs = Date.now() - before.mtimeMs;
    // A time that lies ahead comes from another machine's clock and tells nothing.
    if (ageMs >= 0 && ageMs < settleMs) return { kind: 'unsettled' };
    const bytes = await readFile(path);
    const { stamp } = await stampOf(path);
    return stamp === before.stamp ? { kind: 'whole', bytes, stamp } : { kind: 'unsettled' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    if (code === 'ENOENT') return { kind: 'unsettled' };
    return { kind: 'closed', reason: `The file cannot be opened (${code}).` };
  }
}

/** The id of the document that a file held before it was damaged, as far as that can be told; null where it may be any. */
export function idOfDamaged(file: string, bytes: Uint8Array): string | null {
  if (!withFrontMatter.has(extname(file).toLowerCase())) return idFromFileName(file);
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8');
  return /^id:[ \t]*["']?([\w.-]+)/m.exec(head)?.[1] ?? null;
}

async function stampOf(path: string): Promise<{ stamp: string; mtimeMs: number }> {
  const { size, mtimeMs } = await stat(path);
  return { stamp: `${size}@${mtimeMs}`, mtimeMs };
}
