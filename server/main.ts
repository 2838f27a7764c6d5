import { ConsoleReport } from './composition/console-report.ts';
import { startDeskhand } from './composition/start.ts';
import { readConfig } from './config.ts';
import { DeskhandError } from './errors.ts';
import { createLogger } from './transport/logging/logger.ts';

/** Longest an orderly end may take before the process ends anyway. Milliseconds. */
const longestEndMs = 10_000;

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const report = new ConsoleReport(process.stderr);
  const running = await startDeskhand(config, report, logger);
  report.serving(running);
  const end = (): void => {
    setTimeout(() => process.exit(1), longestEndMs).unref();
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  const wrongSetting = error instanceof DeskhandError && error.code === 'setting-invalid';
  console.error(
    wrongSetting ? `Deskhand does not start: a setting is wrong.\n${error.message}` : error,
  );
  process.exit(1);
});
