import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { places } from './places.ts';

const record = join(places.built, '.sources.sha256');

/** SHA-256 of everything the built client is made of, by path and content. Tests do not count. */
export function sourceHash(): string {
  const hash = createHash('sha256');
  const folders = ['client', 'shared'].map((name) => join(places.project, name));
  const files = [...folders.flatMap(filesIn), join(places.project, 'package-lock.json')];
  for (const file of files.sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(places.project, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether the client must be built: it never was, or its sources changed since. A client without sources is not stale. */
export function isStale(): boolean {
  if (!existsSync(record)) return true;
  if (!existsSync(places.loader)) return false;
  return readFileSync(record, 'utf8') !== sourceHash();
}

/** Notes what was built; take the hash before the build begins. */
export function recordBuilt(hash: string): void {
  writeFileSync(record, hash);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|~$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
