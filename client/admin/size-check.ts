import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { places } from '../building/places.ts';

/** What the overview may load before anybody scrolls or presses something: its scripts, compressed. */
const limitGzipBytes = 195_000;
const entry = 'admin/index.html';

interface Chunk {
  file: string;
  /** Chunks that it cannot run without, by their names in the manifest. */
  imports?: string[];
}

const manifest: Record<string, Chunk> = JSON.parse(
  readFileSync(join(places.built, '.vite/admin.json'), 'utf8'),
);

/** The chunk and all that it needs, each once. */
function neededFor(name: string, known = new Set<string>()): Set<string> {
  if (known.has(name)) return known;
  known.add(name);
  for (const other of manifest[name]?.imports ?? []) neededFor(other, known);
  return known;
}

const files = [...neededFor(entry)].map((name) => {
  const file = manifest[name]?.file;
  if (file === undefined) throw new Error(`${name} is not among what was built`);
  const content = readFileSync(join(places.built, file));
  return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
});
const gzipBytes = files.reduce((sum, each) => sum + each.gzipBytes, 0);
console.table(files);
console.log(`first admin page ${gzipBytes} bytes gzip of ${limitGzipBytes}`);
if (gzipBytes >= limitGzipBytes) {
  console.error('The first admin page is too heavy.');
  process.exitCode = 1;
}
