import { PgBoss } from 'pg-boss'
import type { JobResult, JobWithMetadata } from 'pg-boss'
import type { DatabaseAccess } from '../../config/database-access.ts'
import { connectionFields } from '../connect.ts'
import { JOB_SCHEMA } from '../migrate/job-schema.ts'

export interface JobWorkerOptions {
  /** Past a pooler: jobs are announced by NOTIFY, which needs a session of its own. */
  readonly access: DatabaseAccess
  readonly onError: (error: Error) => void
}

/** One attempt at a job. */
export interface JobAttempt<T> {
  readonly data: T
  /** Whether the queue gives up on the job when this attempt fails. */
  readonly isLast: boolean
}

/** Jobs are announced; this is how soon one is found whose announcement was lost. */
const POLL_SECONDS = 15
/** Without announcements, behind a pooler. */
const POLL_UNANNOUNCED_SECONDS = 2
const BATCH = 20
/** The job in hand may finish its mail; what is not done by then goes back. */
const STOP_MS = 20_000

/** Takes jobs out of queues until it is stopped; any number of them may, in any number of processes. */
export class JobWorker {
  readonly #boss: PgBoss
  readonly #onError: (error: Error) => void

  constructor({ access, onError }: JobWorkerOptions) {
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
  async take<T>(queue: string, run: (attempt: JobAttempt<T>) => Promise<void>): Promise<void> {
    const settled = async (job: JobWithMetadata<T>): Promise<JobResult> => {
      try {
        await run({ data: job.data, isLast: job.retryCount >= job.retryLimit })
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
        pollingIntervalSeconds: POLL_UNANNOUNCED_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        includeMetadata: true,
        perJobResults: true,
      },
      async (jobs: JobWithMetadata<T>[]) => {
        const results: JobResult[] = []
        for (const job of jobs.toSorted(byTurn)) results.push(await settled(job))
        return results
      },
    )
  }

  /** Has a job put into the queue at these times, as cron writes them in UTC: once, whatever the number of workers. */
  async schedule(queue: string, times: string): Promise<void> {
    await this.#boss.schedule(queue, times, null, { missed: 'once' })
  }

  /** Finishes what is in hand, and takes nothing more. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: STOP_MS })
  }
}

/** Jobs are claimed in their order, and handed over in any. */
function byTurn(one: JobWithMetadata<unknown>, other: JobWithMetadata<unknown>): number {
  return other.priority - one.priority || one.createdOn.getTime() - other.createdOn.getTime()
}
