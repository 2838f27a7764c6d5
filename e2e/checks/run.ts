import { type Counts, playwrightCounts, vitestCounts } from './report-counts.ts';
import { runCommand } from './run-command.ts';
import { obtainTools, type Tools } from './tools.ts';

/**
 * Every check of the project, one after the other, in one report: lint, types, unit and contract tests, browser stories.
 * The last line is `N passed, N failed`; with CI=true what could not be run counts as failed.
 */
const isCi = process.env.CI === 'true';

interface Outcome extends Counts {
  name: string;
}

const one = (name: string, status: number): Outcome => ({
  name,
  passed: status === 0 ? 1 : 0,
  failed: status === 0 ? 0 : 1,
  skipped: [],
  failures: status === 0 ? [] : [`${name}, as a whole`],
});

/** A runner that ended badly without counting a failure has failed as a whole. */
const counted = (name: string, status: number, counts: Counts | null): Outcome => {
  if (counts === null) return one(name, 1);
  const failed = status !== 0 && counts.failed === 0 ? 1 : counts.failed;
  const failures = failed > counts.failed ? [`${name}, as a whole`] : counts.failures;
  return { name, ...counts, failed, failures };
};

function check(name: string, run: () => Outcome): Outcome {
  console.log(`\n— ${name}`);
  const startedMs = performance.now();
  const outcome = run();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`— ${name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`);
  return outcome;
}

function missingTools(tools: Tools): string[] {
  const missing = Object.entries(tools).filter(([, path]) => path === null);
  return missing.map(
    ([name]) => `everything that needs ${name}, which was neither found nor could be installed`,
  );
}

const tools = obtainTools();
const vitest = (project: string) => () => {
  const status = runCommand('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=test-results/${project}.json`,
  ]);
  return counted(project, status, vitestCounts(`test-results/${project}.json`));
};
const outcomes = [
  check('lint', () => one('lint', runCommand('biome', ['check', '.']))),
  check('types', () => one('types', runCommand('tsc', []))),
  check('unit', vitest('unit')),
  check('contract', vitest('contract')),
  check('client', () => one('client', runCommand('node', ['client/build.ts']))),
  check('widget size', () =>
    one('widget size', runCommand('node', ['client/widget/size-check.ts'])),
  ),
  check('admin size', () => one('admin size', runCommand('node', ['client/admin/size-check.ts']))),
];
if (tools.chromium !== null) {
  outcomes.push(
    check('browser', () => {
      const status = runCommand(
        'playwright',
        ['test', '--config', 'e2e/stories/playwright.config.ts'],
        {
          CHROMIUM_PATH: tools.chromium ?? '',
        },
      );
      return counted('browser', status, playwrightCounts('test-results/browser.json'));
    }),
  );
}

const skipped = [...missingTools(tools), ...outcomes.flatMap((outcome) => outcome.skipped)];
console.log('');
for (const name of skipped) console.log(`skipped: ${name}`);
for (const failure of outcomes.flatMap(({ failures }) => failures)) {
  console.log(`failed: ${failure}`);
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed =
  outcomes.reduce((sum, outcome) => sum + outcome.failed, 0) + (isCi ? skipped.length : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
