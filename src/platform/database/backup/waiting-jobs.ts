import { runMigrations } from 'graphile-worker';
import type { Client } from 'pg';
import { exists } from './tables.js';

/**
 * The queue by its public face instead of its private tables: these change with the library's version. What was given up stays
 * behind; what waits, or was being done, waits afterwards with all its attempts.
 */
const WAITING = `copy (
    select t.identifier, j.payload::text, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
      (select array_agg(flag) from jsonb_object_keys(j.flags) as flag)
    from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.attempts < j.max_attempts order by j.id
  ) to stdout`;

/** The statement that gives the jobs; null where the queue has never been made. */
export async function jobsStatement(client: Client): Promise<string | null> {
  return (await exists(client, 'graphile_worker._private_jobs')) ? WAITING : null;
}

/** Makes the queue's tables and a place for the rows to come into; returns the statement that takes them. */
export async function prepareJobs(client: Client, url: string): Promise<string> {
  await runMigrations({ connectionString: url });
  await client.query(
    `create temp table jobs_to_add (nth bigint generated always as identity, identifier text, payload json, queue_name text,
       run_at timestamptz, max_attempts int, key text, priority int, flags text[])`,
  );
  return `copy jobs_to_add (identifier, payload, queue_name, run_at, max_attempts, key, priority, flags) from stdin`;
}

export async function addJobs(client: Client): Promise<void> {
  await client.query(
    `select from (select * from jobs_to_add order by nth) j, lateral graphile_worker.add_job(j.identifier, payload => j.payload,
       queue_name => j.queue_name, run_at => j.run_at, max_attempts => j.max_attempts, job_key => j.key,
       priority => j.priority, flags => j.flags)`,
  );
}
