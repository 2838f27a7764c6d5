import { findChromium, obtainChromium } from '../browser/find-chromium.ts';
import { findPostgres } from '../servers/postgres.ts';
import { findRedis } from '../servers/redis.ts';
import { aptInstall } from './apt.ts';

export interface Tools {
  chromium: string | null;
  redis: string | null;
  postgres: string | null;
}

const find = (): Tools => ({
  chromium: findChromium(),
  redis: findRedis(),
  postgres: findPostgres(),
});

const debianPackages: Record<keyof Tools, string> = {
  chromium: 'chromium',
  redis: 'redis-server',
  postgres: 'postgresql',
};

/** Finds the browser and the servers that the checks run against; what is absent is fetched or installed where possible. */
export function obtainTools(): Tools {
  const here = find();
  const missing = (Object.keys(here) as (keyof Tools)[]).filter((name) => here[name] === null);
  if (missing.length === 0) return here;
  if (missing.includes('chromium')) obtainChromium();
  const stillMissing = missing.filter((name) => find()[name] === null);
  aptInstall(stillMissing.map((name) => debianPackages[name]));
  return find();
}
