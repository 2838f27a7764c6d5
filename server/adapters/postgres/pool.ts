import pg from 'pg';

/** Connections to the database. `url` for a PostgreSQL server, `connection` for the embedded one. */
export function createPool(
  target: { url: string; maxConnections?: number } | { connection: pg.PoolConfig },
  onError: (error: Error) => void = () => {},
): pg.Pool {
  const pool = new pg.Pool({
    ...('url' in target
      ? { connectionString: target.url, max: target.maxConnections ?? 10 }
      : target.connection),
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    application_name: 'deskhand',
    // A waiting process must still be able to end.
    allowExitOnIdle: true,
  });
  // A connection that breaks while idle is replaced by the next query; unheard it would end the process.
  pool.on('error', onError);
  return pool;
}
