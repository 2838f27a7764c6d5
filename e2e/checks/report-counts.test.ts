import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './report-counts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-counts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function report(name: string, content: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe("Playwright's report", () => {
  it('takes a story that passed only when tried again for one that failed', async () => {
    const stats = { expected: 7, unexpected: 1, skipped: 0, flaky: 2 };
    const file = await report('browser.json', { stats, errors: [], suites: [] });
    expect(playwrightCounts(file)).toMatchObject({ passed: 7, failed: 3, skipped: [] });
  });

  it('names the stories that failed, however deep they are', async () => {
    const inner = { file: 'a.story.ts', specs: [{ title: 'A customer waits', ok: false }] };
    const outer = { file: 'a.story.ts', specs: [{ title: 'fine', ok: true }], suites: [inner] };
    const stats = { expected: 1, unexpected: 1, skipped: 0, flaky: 0 };
    const file = await report('deep.json', { stats, errors: [], suites: [outer] });
    expect(playwrightCounts(file)?.failures).toEqual(['a.story.ts > A customer waits']);
  });

  it('counts nothing where there is none', () => {
    expect(playwrightCounts(join(folder, 'none.json'))).toBeNull();
  });
});

describe("vitest's report", () => {
  it('names what failed and why, and counts a file that could not be loaded as one', async () => {
    const failed = {
      fullName: 'a bill is exact',
      status: 'failed',
      failureMessages: [
        'AssertionError: expected 0.002 to be less than 0.001\n    at bill.test.ts:3',
      ],
    };
    const file = await report('unit.json', {
      numPassedTests: 4,
      numFailedTests: 1,
      numFailedTestSuites: 2,
      testResults: [
        { name: 'bill.test.ts', status: 'failed', assertionResults: [failed] },
        { name: 'broken.test.ts', status: 'failed', message: 'No x.ts', assertionResults: [] },
      ],
    });
    expect(vitestCounts(file)).toEqual({
      passed: 4,
      failed: 2,
      skipped: [],
      failures: [
        'broken.test.ts\n    No x.ts',
        'bill.test.ts > a bill is exact\n    AssertionError: expected 0.002 to be less than 0.001',
      ],
    });
  });
});
