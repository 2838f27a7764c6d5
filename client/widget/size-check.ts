import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { places } from '../building/places.ts';

/** What the host page may pay for the launcher, before compression. */
const loaderLimitBytes = 5_000;
/** What the opened chat may weigh in all: page, scripts in every language, styles. */
const appLimitGzipBytes = 120_000;

interface ManifestEntry {
  file: string;
  css?: string[];
}

/** Every file of the widget, each once, as the build's manifest names them. */
function widgetFiles(): string[] {
  const manifest: Record<string, ManifestEntry> = JSON.parse(
    readFileSync(join(places.built, '.vite/widget.json'), 'utf8'),
  );
  const files = Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]);
  const page = readdirSync(join(places.built, 'widget')).map((name) => `widget/${name}`);
  return [...new Set([...files, ...page])].sort();
}

function sizeOf(file: string): { file: string; bytes: number; gzipBytes: number } {
  const content = readFileSync(join(places.built, file));
  return { file, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
}

const loader = sizeOf('widget.js');
const app = widgetFiles().map(sizeOf);
const appGzipBytes = app.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
console.table([loader, ...app]);
console.log(`launcher ${loader.bytes} bytes of ${loaderLimitBytes}, ${loader.gzipBytes} gzip`);
console.log(`chat ${appGzipBytes} bytes gzip of ${appLimitGzipBytes}`);
if (loader.bytes >= loaderLimitBytes || appGzipBytes >= appLimitGzipBytes) {
  console.error('The widget is too heavy.');
  process.exitCode = 1;
}
