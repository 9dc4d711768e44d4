import { PgBoss } from 'pg-boss'
import type { JobResult, JobWithMetadata } from 'pg-boss'
import type { DatabaseAccess } from '../../config/database-access.ts'
import { connectionFields } from '../connect.ts'
import type { Database } from '../database.ts'
import { JOB_SCHEMA } from '../migrate/job-schema.ts'
import { handBack } from './job-queue.ts'

export interface JobWorkerOptions {
  readonly database: Database
  /** Past a pooler: jobs are announced by NOTIFY, which needs a session of its own. */
  readonly access: DatabaseAccess
  readonly onError: (error: Error) => void
  /** How soon a job is found that nothing announces, as one whose time has come to be tried again. */
  readonly pollSeconds?: number
}

/** One attempt at a job. */
export interface JobAttempt<T> {
  readonly data: T
  /** Whether the queue gives up on the job when this attempt fails. */
  readonly isLast: boolean
  /** Whether what can wait should: the worker is stopped, or has been at it for long. */
  readonly isOver: () => boolean
}

/** `undone`: it goes back to the queue as it was, and nobody is to blame. */
export type JobOutcome = 'done' | 'undone'

/** New jobs are announced, those that are tried again are not. */
const POLL_SECONDS = 15
/** Without announcements, behind a pooler. */
const POLL_UNANNOUNCED_SECONDS = 2
const BATCH = 20
/** A queue takes its jobs away from who holds them for ten minutes, and what is begun before this may go on for two. */
const BATCH_MS = 300_000
/** The job in hand may finish its mail; what is not done by then goes back. */
const STOP_MS = 20_000

/** Takes jobs out of queues until it is stopped; any number of them may, in any number of processes. */
export class JobWorker {
  readonly #boss: PgBoss
  readonly #database: Database
  readonly #onError: (error: Error) => void
  readonly #pollSeconds: number
  #isStopping = false

  constructor({ access, database, onError, pollSeconds = POLL_SECONDS }: JobWorkerOptions) {
    this.#pollSeconds = pollSeconds
    this.#database = database
    this.#onError = onError
    this.#boss = new PgBoss({
      ...connectionFields(access),
      max: 3,
      application_name: 'muster worker',
      schema: JOB_SCHEMA,
      migrate: false,
      createSchema: false,
      useListenNotify: true,
      /* Whose worker is gone is found by its missing heartbeat, and taken over within half a minute. */
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
    })
    this.#boss.on('error', onError)
  }

  /** @throws what the database says, when it can't be reached or is not set up. */
  async start(): Promise<void> {
    await this.#boss.start()
  }

  /** Runs each job of the queue, one after the other; one that throws is tried again, as the queue says. */
  async take<T extends object>(queue: string, run: (attempt: JobAttempt<T>) => Promise<JobOutcome>): Promise<void> {
    const settled = async (job: JobWithMetadata<T>, isOver: () => boolean): Promise<JobResult> => {
      try {
        const isLast = job.retryCount >= job.retryLimit
        const outcome = isOver() ? 'undone' : await run({ data: job.data, isLast, isOver })
        if (outcome === 'undone')
          await handBack(this.#database.sql, queue, {
            data: job.data,
            priority: job.priority,
            retryLimit: job.retryLimit - job.retryCount,
          })
        return { id: job.id, status: 'completed' }
      } catch (error) {
        this.#onError(error as Error)
        return { id: job.id, status: 'failed', output: { message: (error as Error).message } }
      }
    }
    await this.#boss.work(
      queue,
      {
        batchSize: BATCH,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: Math.min(POLL_UNANNOUNCED_SECONDS, this.#pollSeconds),
        notifyPollingIntervalSeconds: this.#pollSeconds,
        includeMetadata: true,
        perJobResults: true,
      },
      async (jobs: JobWithMetadata<T>[]) => {
        const results: JobResult[] = []
        const end = Date.now() + BATCH_MS
        const isOver = (): boolean => this.#isStopping || Date.now() > end
        for (const job of jobs.toSorted(byTurn)) results.push(await settled(job, isOver))
        return results
      },
    )
  }

  /** Has a job put into the queue at these times, as cron writes them in UTC: once, whatever the number of workers. */
  async schedule(queue: string, times: string): Promise<void> {
    await this.#boss.schedule(queue, times, null, { missed: 'once' })
  }

  /** Finishes what is in hand, gives the rest back, and takes nothing more. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#boss.stop({ graceful: true, timeout: STOP_MS })
  }
}

/** Jobs are claimed in their order, and handed over in any. */
function byTurn(one: JobWithMetadata<unknown>, other: JobWithMetadata<unknown>): number {
  return other.priority - one.priority || one.createdOn.getTime() - other.createdOn.getTime()
}
