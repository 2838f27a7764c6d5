import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../server/adapters/pglite/embedded-postgres.ts';

const columns = [
  ['conversations', 'created_at', 'id'],
  ['conversations', 'last_message_at', 'id'],
  ['messages', 'created_at', 'conversation_id'],
  ['receipts', 'created_at', 'conversation_id'],
  ['transitions', 'at', 'conversation_id'],
] as const;

/**
 * Spreads the conversations in a data folder over the days before today, a few more each day, so that
 * charts have something to show. The product must not be running.
 */
export async function moveIntoThePast(dataFolder: string, days: number): Promise<void> {
  const database = await startEmbeddedPostgres({ folder: join(dataFolder, 'database') });
  const pool = new pg.Pool(database.connection);
  try {
    const { rows } = await pool.query<{ id: string }>(
      'select id from conversations order by created_at, id',
    );
    for (const [index, { id }] of rows.entries()) {
      const minutes = minutesAgo((index + 0.5) / rows.length, days);
      for (const [table, column, key] of columns) {
        await pool.query(
          `update ${table} set ${column} = ${column} - make_interval(mins => $1) where ${key} = $2`,
          [minutes, id],
        );
      }
    }
  } finally {
    await pool.end();
    await database.close();
  }
}

/** `share` runs from 0 to 1 over all conversations: none today, more yesterday than the day before, and all by daylight. */
function minutesAgo(share: number, days: number): number {
  const now = new Date();
  const day = 1 + Math.floor((1 - Math.sqrt(share)) * days);
  const minuteOfDay = 8 * 60 + ((share * 997) % 1) * 12 * 60;
  return day * 24 * 60 + now.getUTCHours() * 60 + now.getUTCMinutes() - Math.round(minuteOfDay);
}
