import { execFileSync, spawnSync } from 'node:child_process';

const quiet = { stdio: 'ignore', timeout: 600_000 } as const;

/** Whether packages can be installed without asking anybody: as root on a Debian system. */
function canInstall(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  );
}

/** Installs Debian packages where that is possible; returns whether it was done. */
export function aptInstall(packages: string[]): boolean {
  if (packages.length === 0 || !canInstall()) return false;
  console.log(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { ...quiet, env });
  try {
    execFileSync('apt-get', ['update', '-qq'], quiet);
    install();
    return true;
  } catch {
    return false;
  }
}
