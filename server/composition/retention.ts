import type { Logger } from 'pino';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { PostgresJobQueue } from '../adapters/postgres/job-queue.ts';
import type { Config } from '../config.ts';
import { Retention } from '../conversation/retention.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { Database } from './database.ts';
import { quieted } from './quieted.ts';

/** Work of once a day need not be looked for every second. Milliseconds. */
const pollMs = 60_000;

/** Begins the daily deletion of old conversations, unless they are kept for ever. Returns the way to stop. */
export async function startRetention(
  { conversationDays }: Pick<Config, 'conversationDays'>,
  parts: {
    database: Database;
    store: ConversationStore;
    logger: Logger;
    onError: (error: unknown) => void;
  },
): Promise<() => Promise<void>> {
  if (conversationDays === 0) return async () => {};
  const jobs = new PostgresJobQueue(parts.database.pool, {
    pollMs,
    onError: quieted(parts.onError),
  });
  const retention = new Retention({
    store: parts.store,
    jobs,
    clock: systemClock,
    keepDays: conversationDays,
    onDeleted: (conversations) =>
      parts.logger.info({ conversations, conversationDays }, 'old conversations were deleted'),
  });
  await retention.start();
  return () => jobs.close();
}
