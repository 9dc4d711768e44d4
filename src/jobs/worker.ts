import type { Mailer } from '../delivery/outgoing-mail.ts'
import type { Operations } from '../operations/operations.ts'
import { CLEAN_UP } from '../store/outbox/clean-up.ts'
import { DIGESTS } from '../store/outbox/digests.ts'
import { JobWorker } from '../store/outbox/job-worker.ts'
import type { JobAttempt, JobOutcome, JobWorkerOptions } from '../store/outbox/job-worker.ts'
import { failWaiting, forgetSecret, lockMail, MAIL } from '../store/outbox/mails.ts'
import { NOTIFY } from '../store/outbox/notifications.ts'
import { ACCOUNT } from '../store/accounts/requests.ts'
import type { AccountJob } from '../store/accounts/requests.ts'
import { composeAccount } from './compose-account.ts'
import { composeChange } from './compose-change.ts'
import { cleanUp, periodicJobs } from './periodic.ts'
import { deliverMail } from './deliver-mail.ts'
import type { MailPlace } from './mail-place.ts'
import { sendDigests } from './send-digests.ts'
import { unsubscribeUrl } from './unsubscribe-url.ts'

export interface WorkerOptions extends JobWorkerOptions {
  readonly operations: Operations
  readonly place: MailPlace
  readonly mailer: Mailer
  /** Told of each mail that a relay refused for good. */
  readonly onRefused: (refusal: Refusal) => void
}

export interface Refusal {
  readonly mail: number
  readonly delivery: number
  readonly answer: string
}

/** Does what the tracker promised: composes and sends mail. */
export class Worker {
  readonly #options: WorkerOptions
  readonly #jobs: JobWorker

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#jobs = new JobWorker(options)
  }

  /** @throws what the database says, when it can't be reached or is not set up. */
  async start(): Promise<void> {
    await this.#jobs.start()
    await this.#jobs.take<{ notification: string }>(NOTIFY, ({ data }) => this.#compose(data.notification))
    await this.#jobs.take<AccountJob>(ACCOUNT, ({ data }) => this.#composeAccount(data))
    await this.#jobs.take<{ mail: number }>(MAIL, (attempt) => this.#deliver(attempt))
    await this.#jobs.take(DIGESTS, () => this.#digest())
    await this.#jobs.take(CLEAN_UP, () => this.#cleanUp())
    for (const { name, times } of periodicJobs) await this.#jobs.schedule(name, times)
  }

  /** Finishes what is in hand, and takes nothing more. */
  async stop(): Promise<void> {
    await this.#jobs.stop()
    this.#options.mailer.close()
  }

  async #compose(notification: string): Promise<JobOutcome> {
    const { database, operations, place } = this.#options
    await database.transaction((sql) => composeChange({ sql, operations, place }, notification))
    return 'done'
  }

  async #composeAccount(job: AccountJob): Promise<JobOutcome> {
    const { database, operations, place } = this.#options
    await database.transaction((sql) => composeAccount({ sql, tracker: operations.tracker, place }, job))
    return 'done'
  }

  async #cleanUp(): Promise<JobOutcome> {
    await cleanUp(this.#options.database, new Date())
    return 'done'
  }

  async #digest(): Promise<JobOutcome> {
    await sendDigests(this.#options, new Date())
    return 'done'
  }

  async #deliver(attempt: JobAttempt<{ mail: number }>): Promise<JobOutcome> {
    const { mail } = attempt.data
    return this.#options.database.transaction(async (sql) => {
      if (!(await lockMail(sql, mail))) throw new Error(`Mail ${mail} is being sent by another worker`)
      return this.#deliverLocked(attempt)
    })
  }

  async #deliverLocked({ data: { mail }, isLast, isOver }: JobAttempt<{ mail: number }>): Promise<JobOutcome> {
    const { database, operations, mailer, place, onRefused } = this.#options
    const { unsubscribeLinks } = operations
    const { waiting, isInterrupted, reason } = await deliverMail(
      {
        /* Outside the transaction: what was sent stays sent, whatever comes after. */
        sql: database.sql,
        mailer,
        place,
        unsubscribeUrl: (told, reader) => unsubscribeUrl(unsubscribeLinks, place.baseUrl, told, reader),
        onRefused: ({ id }, answer) => onRefused({ mail, delivery: id, answer }),
        isOver,
      },
      mail,
    )
    if (waiting === 0) return 'done'
    if (isInterrupted) return 'undone'
    if (isLast) {
      await failWaiting(database.sql, mail)
      await forgetSecret(database.sql, mail)
    }
    const readers = `${waiting} ${waiting === 1 ? 'reader' : 'readers'}`
    throw new Error(
      `Mail ${mail} ${isLast ? 'did not reach' : 'still has to reach'} ${readers}: ${reason ?? 'no answer'}`,
    )
  }
}
