import type { Pool } from 'pg';
import { receiptSchema } from '../../../shared/receipt.ts';

/** Turns read at once. */
const pageSize = 500;

/** Every receipt since then with what the customer thought of the answer, oldest first. `since` is ISO 8601. */
export async function* readTurnLog(pool: Pool, since: string) {
  let after = { at: since, id: '' };
  for (;;) {
    const { rows } = await pool.query<{
      receipt: unknown;
      message_id: string;
      at: Date;
      locale: string;
      site: string;
      verdict: 'up' | 'down' | null;
    }>(
      `select r.receipt, r.message_id, r.created_at as at, c.locale, c.site, m.feedback ->> 'verdict' as verdict
       from receipts r
       join conversations c on c.id = r.conversation_id
       left join messages m on m.id = r.message_id
       where (r.created_at, r.message_id) > ($1, $2)
       order by r.created_at, r.message_id limit $3`,
      [after.at, after.id, pageSize],
    );
    for (const { receipt, locale, site, verdict } of rows) {
      yield {
        receipt: receiptSchema.parse(receipt),
        locale,
        site,
        verdict: verdict ?? undefined,
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { at: last.at.toISOString(), id: last.message_id };
  }
}
