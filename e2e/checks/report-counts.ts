import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  /** Names of what was not run. */
  skipped: string[];
  /** What failed, each by its name and why. */
  failures: string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

interface PlaywrightSuite {
  file: string;
  specs: { title: string; ok: boolean }[];
  suites?: PlaywrightSuite[] | undefined;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  file: z.string(),
  specs: z.array(z.object({ title: z.string(), ok: z.boolean() })),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    skipped: z.number(),
    flaky: z.number(),
  }),
  errors: z.array(z.unknown()),
});

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Counts of vitest's JSON report; null when there is none. A file that could not even be loaded counts as one failure. */
export function vitestCounts(file: string): Counts | null {
  const report = vitestReport.safeParse(read(file));
  if (!report.success) return null;
  const { numPassedTests, numFailedTests, testResults } = report.data;
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const skipped = testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
      .map(({ fullName }) => fullName),
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages }) => `${name} > ${fullName}\n${why(failureMessages?.[0])}`,
      ),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped,
    failures: [...broken.map(({ name, message }) => `${name}\n${why(message)}`), ...failures],
  };
}

/** Enough of a failure's message to know it by, without where in the code it was thrown. */
function why(message = ''): string {
  const lines = message.split('\n').filter((line) => !/^\s+at /.test(line));
  return lines
    .slice(0, 20)
    .map((line) => `    ${line}`)
    .join('\n');
}

const failedSpecs = ({ file, specs, suites = [] }: PlaywrightSuite): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ title }) => `${file} > ${title}`),
  ...suites.flatMap(failedSpecs),
];

/** Counts of Playwright's JSON report; null when there is none. A story that passed only when tried again has failed. */
export function playwrightCounts(file: string): Counts | null {
  const report = playwrightReport.safeParse(read(file));
  if (!report.success) return null;
  const { expected, unexpected, skipped, flaky } = report.data.stats;
  return {
    passed: expected,
    failed: unexpected + flaky + report.data.errors.length,
    skipped: Array.from(
      { length: skipped },
      (_, index) => `a browser story (${index + 1} of ${skipped})`,
    ),
    failures: report.data.suites.flatMap(failedSpecs),
  };
}
