import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import type { OffPathPurpose } from '../../../shared/admin-figures.ts';
import type { OffPathCall, SpendingStore } from '../../ports/spending-store.ts';
import { json, run } from './statement.ts';

/** What was spent, summed from the receipts and from what no receipt names. */
export class PostgresSpendingStore implements SpendingStore {
  private readonly pool: Pool;
  private readonly secret: Uint8Array;

  /** `secret` keeps addresses from being read out of the database; the same on every node. */
  constructor(pool: Pool, secret: Uint8Array) {
    this.pool = pool;
    this.secret = secret;
  }

  ofConversation(conversationId: string): Promise<number> {
    return this.sum('spent-on-conversation', spentOnConversation, [conversationId]);
  }

  ofVisitor(visitorId: string, day: string): Promise<number> {
    return this.sum('spent-on-visitor', spentOnVisitor, [visitorId, day]);
  }

  ofAddress(address: string, day: string): Promise<number> {
    return this.sum('spent-on-address', spentOnAddress, [day, this.keyOf(address, day)]);
  }

  async addToAddress(address: string, day: string, costUsd: number): Promise<void> {
    const values = [day, this.keyOf(address, day), costUsd];
    await run(this.pool, { name: 'add-to-address', text: addToAddress }, values);
  }

  ofDay(day: string): Promise<number> {
    return this.sum('spent-on-day', spentOnDay, [day]);
  }

  async addOffPath(
    purpose: OffPathPurpose,
    calls: readonly OffPathCall[],
    at: string,
  ): Promise<void> {
    if (calls.length === 0) return;
    await run(this.pool, { name: 'add-off-path', text: addOffPath }, [purpose, at, json(calls)]);
  }

  private keyOf(address: string, day: string): string {
    return createHmac('sha256', this.secret).update(`${day} ${address}`).digest('base64url');
  }

  private async sum(name: string, text: string, values: unknown[]): Promise<number> {
    const rows = await run<{ usd: number }>(this.pool, { name, text }, values);
    return rows[0]?.usd ?? 0;
  }
}

const withinDay = (column: string, day: string): string => `
  ${column} >= (${day}::date)::timestamp at time zone 'UTC'
  and ${column} < (${day}::date + 1)::timestamp at time zone 'UTC'`;

const spentOnConversation = `
  select coalesce(sum(cost_usd), 0)::float8 as usd from receipts where conversation_id = $1`;

const spentOnVisitor = `
  select coalesce(sum(cost_usd), 0)::float8 as usd
  from conversations
  join receipts on receipts.conversation_id = conversations.id
  where conversations.visitor_id = $1 and ${withinDay('receipts.created_at', '$2')}`;

const spentOnAddress = `
  select cost_usd as usd from address_spending where day = $1::date and address_key = $2`;

const addToAddress = `
  with forgotten as (
    delete from address_spending where day < $1::date - 1
  )
  insert into address_spending (day, address_key, cost_usd) values ($1::date, $2, $3)
  on conflict (day, address_key) do update
  set cost_usd = address_spending.cost_usd + excluded.cost_usd`;

const spentOnDay = `
  select (
    (select coalesce(sum(cost_usd), 0) from receipts where ${withinDay('created_at', '$1')})
    + (select coalesce(sum(cost_usd), 0) from off_path_calls where ${withinDay('at', '$1')})
  )::float8 as usd`;

const addOffPath = `
  insert into off_path_calls (purpose, at, model, provider, outcome, input_tokens,
    cached_input_tokens, output_tokens, cost_usd)
  select $1, $2::timestamptz, model, provider, outcome, "inputTokens", "cachedInputTokens",
    "outputTokens", "costUsd"
  from jsonb_to_recordset($3::jsonb) as call (model text, provider text, outcome text,
    "inputTokens" int, "cachedInputTokens" int, "outputTokens" int, "costUsd" float8)`;
