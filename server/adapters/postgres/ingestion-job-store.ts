import type { Pool, QueryResultRow } from 'pg';
import type { IngestionJob } from '../../../shared/admin-protocol.ts';
import type { IngestionInput, IngestionJobStore } from '../../ports/ingestion-job-store.ts';
import { json, run, type Statement } from './statement.ts';

interface JobRow extends QueryResultRow {
  id: string;
  kind: IngestionJob['kind'];
  name: string;
  created_at: Date;
  state: IngestionJob['state'];
}

const columns = 'id, kind, name, created_at, state';
const hasEnded = `state ->> 'kind' in ('done', 'failed')`;

/** Ingestion jobs in PostgreSQL. */
export class PostgresIngestionJobStore implements IngestionJobStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async add(job: IngestionJob, { file, defaults }: IngestionInput): Promise<void> {
    const text = `
      insert into ingestion_jobs (id, kind, name, created_at, state, defaults, file)
      values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)`;
    await this.#rows({ name: 'add-ingestion-job', text }, [
      job.id,
      job.kind,
      job.name,
      job.createdAt,
      json(job.state),
      json(defaults ?? null),
      file === null ? null : Buffer.from(file.buffer, file.byteOffset, file.byteLength),
    ]);
  }

  async begin(
    jobId: string,
  ): Promise<{ job: IngestionJob; input: IngestionInput; attempt: number } | null> {
    const text = `
      update ingestion_jobs set attempts = attempts + 1 where id = $1 and not ${hasEnded}
      returning ${columns}, attempts, defaults, file`;
    const [row] = await this.#rows<
      JobRow & { attempts: number; defaults: unknown; file: Buffer | null }
    >({ name: 'begin-ingestion-job', text }, [jobId]);
    if (row === undefined) return null;
    const file = row.file === null ? null : new Uint8Array(row.file);
    return { job: toJob(row), input: { file, defaults: row.defaults }, attempt: row.attempts };
  }

  async setState(jobId: string, state: IngestionJob['state']): Promise<void> {
    const isEnded = state.kind === 'done' || state.kind === 'failed';
    const text = `
      update ingestion_jobs set state = $2::jsonb, file = case when $3 then null else file end
      where id = $1`;
    await this.#rows({ name: 'set-ingestion-state', text }, [jobId, json(state), isEnded]);
  }

  async get(jobId: string): Promise<IngestionJob | null> {
    const text = `select ${columns} from ingestion_jobs where id = $1`;
    const [row] = await this.#rows<JobRow>({ name: 'get-ingestion-job', text }, [jobId]);
    return row === undefined ? null : toJob(row);
  }

  async list(endedWithinMs: number): Promise<IngestionJob[]> {
    const old = `${hasEnded} and created_at < now() - $1::float8 * interval '1 ms'`;
    await this.#rows(
      { name: 'forget-ingestion-jobs', text: `delete from ingestion_jobs where ${old}` },
      [endedWithinMs],
    );
    const text = `select ${columns} from ingestion_jobs order by created_at desc, id`;
    return (await this.#rows<JobRow>({ name: 'list-ingestion-jobs', text })).map(toJob);
  }

  #rows<Row extends QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    return run<Row>(this.#pool, statement, values);
  }
}

function toJob({ id, kind, name, created_at, state }: JobRow): IngestionJob {
  return { id, kind, name, createdAt: created_at.toISOString(), state };
}
