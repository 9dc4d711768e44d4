import type { Sql } from '../database.ts'
import { name, part, run } from '../filter/fragment.ts'
import { JOB_SCHEMA } from '../migrate/job-schema.ts'

/** Jobs of one queue that are not done. */
export interface JobCount {
  readonly queue: string
  /** `created`: waits for its turn; `retry`: failed and waits for its next attempt; `active`. */
  readonly state: string
  readonly jobs: number
  /** Age of the oldest, in seconds. */
  readonly oldest: number
}

/** In the queue `dead` are those that were given up. */
export async function countJobs(sql: Sql): Promise<readonly JobCount[]> {
  return run<JobCount>(
    sql,
    part`select name as queue, state::text, count(*)::integer as jobs,
        extract(epoch from now() - min(created_on))::float8 as oldest
      from ${name(JOB_SCHEMA)}.job where state < 'completed' and name not like '\\_\\_%' group by 1, 2`,
  )
}
