import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Db } from 'pg-boss'
import { outsideOf } from '../database.ts'
import type { Sql } from '../database.ts'
import { name, part, run } from '../filter/fragment.ts'
import { JOB_SCHEMA } from '../migrate/job-schema.ts'

/** pg-boss's statements, run where ours run: in the transaction of a change, a promise stands and falls with it. */
export function jobDatabase(sql: Sql): Db {
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await sql.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows }
    },
  }
}

/** They write jobs and never work: no timer of their own, no connection. One for each database, for it knows its queues. */
const writers = new WeakMap<Sql, PgBoss>()

function writerFor(sql: Sql): PgBoss {
  const root = outsideOf(sql)
  let writer = writers.get(root)
  if (!writer) {
    writer = new PgBoss({
      db: jobDatabase(root),
      schema: JOB_SCHEMA,
      supervise: false,
      schedule: false,
      migrate: false,
      createSchema: false,
    })
    writers.set(root, writer)
  }
  return writer
}

/** A job whose turn did not come. */
export interface UndoneJob {
  readonly data: object
  readonly priority: number
  /** How often it may be tried again. */
  readonly retryLimit: number
}

/** Puts a job back for another worker, at once and with all the attempts that it still has. */
export async function handBack(sql: Sql, queue: string, job: UndoneJob): Promise<void> {
  await writerFor(sql).insert(queue, [job])
}

/** Where jobs end that were tried too often. */
const DEAD = 'dead'

/** A job that was tried too often, and waits for somebody to look at it. */
export interface DeadJob {
  readonly id: string
  /** The queue it came from. */
  readonly queue: string
  readonly data: Readonly<Record<string, unknown>>
  readonly diedAt: Date
  /** Of its last attempt. */
  readonly error: string | null
}

export async function deadJobs(sql: Sql, limit: number): Promise<readonly DeadJob[]> {
  return run<DeadJob>(
    sql,
    part`select id, coalesce(source_name, '') as queue, data, created_on as "diedAt",
        coalesce(source_output->>'message', source_output->'value'->>'message') as error
      from ${JOBS} where name = ${DEAD} and state = 'created' order by created_on desc limit ${limit}`,
  )
}

const JOBS = part`${name(JOB_SCHEMA)}.job`
const REPLAYED_AT_ONCE = 1_000

/** Puts dead jobs back where they came from. @returns how many there were. */
export async function replayDead(sql: Sql): Promise<number> {
  return writerFor(sql).redrive(DEAD, { limit: REPLAYED_AT_ONCE, db: jobDatabase(sql) })
}

/** Puts jobs into a queue, in the transaction that `sql` is part of; one statement. The first is taken first. */
export async function enqueue(sql: Sql, queue: string, jobs: readonly object[]): Promise<void> {
  await writerFor(sql).insert(
    queue,
    /* All of one transaction are made in the same instant, and the queue would take any of them. */
    jobs.map((data, index) => ({ data, priority: -index })),
    { db: jobDatabase(sql) },
  )
}
