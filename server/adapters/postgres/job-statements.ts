/** $1 name, $2 key, $3 payload, $4 retries, $5 delay in ms. */
export const addJob = {
  name: 'add-job',
  text: `
    insert into jobs (name, key, payload, retries, run_at, created_at)
    values ($1, $2, $3::jsonb, $4, now() + $5::float8 * interval '1 ms', now())
    on conflict (name, key) where state = 'waiting' and key is not null do nothing`,
};

/**
 * $1 name, $2 how many, $3 lease in ms. Takes jobs that are due, and those whose worker fell silent; one that used up its
 * tries that way is failed instead.
 */
export const claimJobs = {
  name: 'claim-jobs',
  text: `
    with due as (
      select id from jobs
      where name = $1
        and ((state = 'waiting' and run_at <= now()) or (state = 'running' and locked_until < now()))
      order by run_at, id limit $2
      for update skip locked
    )
    update jobs set
      state = case when attempts > retries then 'failed' else 'running' end,
      error = case when attempts > retries then 'Its process died' else error end,
      attempts = attempts + 1,
      locked_until = now() + $3::float8 * interval '1 ms'
    from due where jobs.id = due.id
    returning jobs.id::text as id, payload, attempts, state`,
};

/** $1 ids, $2 their attempts, $3 lease in ms. Returns the ids still ours. */
export const renewJobs = {
  name: 'renew-jobs',
  text: `
    update jobs set locked_until = now() + $3::float8 * interval '1 ms'
    from unnest($1::bigint[], $2::int[]) as held (id, attempts)
    where jobs.id = held.id and jobs.attempts = held.attempts and state = 'running'
    returning jobs.id::text as id`,
};

/** $1 id, $2 attempts. */
export const finishJob = {
  name: 'finish-job',
  text: `delete from jobs where id = $1 and attempts = $2 and state = 'running'`,
};

/** $1 id, $2 attempts, $3 error, $4 delay in ms before the next try. A newer waiting job of the same key keeps the key. */
export const failJob = {
  name: 'fail-job',
  text: `
    update jobs set
      state = case when attempts > retries then 'failed' else 'waiting' end,
      key = case when exists (
        select from jobs other
        where other.name = jobs.name and other.key = jobs.key and other.state = 'waiting'
      ) then null else key end,
      error = $3,
      run_at = now() + $4::float8 * interval '1 ms',
      finished_at = case when attempts > retries then now() end
    where id = $1 and attempts = $2 and state = 'running'`,
};

/** $1 id, $2 attempts. Gives back a job that was broken off by a shutdown, without counting the try. */
export const returnJob = {
  name: 'return-job',
  text: `
    update jobs set
      state = 'waiting', attempts = attempts - 1, run_at = now(),
      key = case when exists (
        select from jobs other
        where other.name = jobs.name and other.key = jobs.key and other.state = 'waiting'
      ) then null else key end
    where id = $1 and attempts = $2 and state = 'running'`,
};

/** $1 name, $2 period in ms. The next time is kept over restarts, but never further off than one period. */
export const scheduleJob = {
  name: 'schedule-job',
  text: `
    insert into job_schedules (name, every_ms, next_at)
    values ($1, $2::bigint, now() + $2::bigint * interval '1 ms')
    on conflict (name) do update set
      every_ms = excluded.every_ms, next_at = least(job_schedules.next_at, excluded.next_at)`,
};

/** $1 names. Adds the scheduled jobs that are due. */
export const addScheduled = {
  name: 'add-scheduled',
  text: `
    with due as (
      update job_schedules
      set next_at = greatest(next_at + every_ms * interval '1 ms', now())
      where name = any ($1::text[]) and next_at <= now()
      returning name
    )
    insert into jobs (name, key, payload, retries, run_at, created_at)
    select name, 'schedule', 'null'::jsonb, 3, now(), now() from due
    on conflict (name, key) where state = 'waiting' and key is not null do nothing`,
};
