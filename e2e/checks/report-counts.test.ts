import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playwrightCounts } from './report-counts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-counts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function countsOf(stats: object) {
  const file = join(folder, 'browser.json');
  await writeFile(file, JSON.stringify({ stats, errors: [] }));
  return playwrightCounts(file);
}

it('takes a story that passed only when tried again for one that failed', async () => {
  const stats = { expected: 7, unexpected: 1, skipped: 0, flaky: 2 };
  expect(await countsOf(stats)).toEqual({ passed: 7, failed: 3, skipped: [] });
});

it('counts nothing where there is no report', () => {
  expect(playwrightCounts(join(folder, 'none.json'))).toBeNull();
});
