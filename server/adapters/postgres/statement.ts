import type { Pool, QueryResultRow } from 'pg';
import { DeskhandError } from '../../errors.ts';

/** A statement with a name is parsed and planned once a connection. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Runs one statement and returns its rows. Texts are stripped of NUL, which PostgreSQL cannot store.
 * Throws `storage-unavailable` (retryable) when the database is gone or overloaded, `internal` when it refuses the statement.
 */
export async function run<Row extends QueryResultRow>(
  pool: Pool,
  statement: Statement,
  values: unknown[] = [],
): Promise<Row[]> {
  try {
    const result = await pool.query<Row>({ ...statement, values: values.map(withoutNul) });
    return result.rows;
  } catch (error) {
    throw toStorageError(error);
  }
}

/** A value as a `jsonb` parameter; undefined becomes SQL's null. Characters that PostgreSQL refuses (NUL, half surrogate pairs) are replaced. */
export function json(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(value, cleaned) : text;
}

function cleaned(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}

/** SQLSTATE classes that blame the statement or its values: a retry would fail the same way. */
const refusedClasses = new Set(['0A', '22', '23', '42']);

export function toStorageError(error: unknown): DeskhandError {
  if (error instanceof DeskhandError) return error;
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refused = state.length === 5 && refusedClasses.has(state.slice(0, 2));
  return refused
    ? new DeskhandError('internal', { cause: error })
    : new DeskhandError('storage-unavailable', { cause: error, retryable: true });
}

function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}
