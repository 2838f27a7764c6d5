import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A real PostgreSQL for this run; null where it is not installed. */
    postgresUrl: string | null;
    /** A real Redis for this run; null where it is not installed. */
    redisUrl: string | null;
  }
}

/** Starts each real server once for the run, and ends it after the last test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  project.provide('postgresUrl', postgres?.url ?? null);
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    await Promise.all([postgres?.close(), redis?.close()]);
  };
}
