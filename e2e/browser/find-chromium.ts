import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const downloaded = [
  '.cache/ms-playwright/chromium-*/chrome-linux*/chrome',
  'Library/Caches/ms-playwright/chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium that is here: the one named by CHROMIUM_PATH, in a usual place, or fetched by Playwright. Null for none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const found = usualPlaces.find((path) => existsSync(path));
  if (found !== undefined) return found;
  return downloaded.flatMap((pattern) => globSync(join(homedir(), pattern))).at(-1) ?? null;
}

/** The same, fetching one by Playwright where there is none. Null where that is not possible either. */
export function obtainChromium(): string | null {
  const here = findChromium();
  if (here !== null) return here;
  try {
    execFileSync('npx', ['playwright', 'install', 'chromium'], {
      stdio: 'inherit',
      timeout: 300_000,
    });
  } catch {
    return null;
  }
  return findChromium();
}
