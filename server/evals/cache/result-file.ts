import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `results/NAME.json` with commit and date beside the figures. */
export function writeResult(root: string, name: string, result: Record<string, unknown>): void {
  const folder = join(root, 'results');
  mkdirSync(folder, { recursive: true });
  const full = { name, commit: commitOf(root), date: new Date().toISOString(), ...result };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(full, null, 2)}\n`);
}

function commitOf(root: string): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
