import type { Mailer } from '../delivery/outgoing-mail.ts'
import type { Operations } from '../operations/operations.ts'
import type { Database } from '../store/database.ts'
import { DIGESTS } from '../store/outbox/digests.ts'
import { JobWorker } from '../store/outbox/job-worker.ts'
import type { JobAttempt, JobWorkerOptions } from '../store/outbox/job-worker.ts'
import { failWaiting, MAIL } from '../store/outbox/mails.ts'
import { NOTIFY } from '../store/outbox/notifications.ts'
import { composeChange } from './compose-change.ts'
import { deliverMail } from './deliver-mail.ts'
import type { MailPlace } from './mail-place.ts'
import { DIGEST_TIMES, sendDigests } from './send-digests.ts'
import { unsubscribeUrl } from './unsubscribe-url.ts'

export interface WorkerOptions extends JobWorkerOptions {
  readonly database: Database
  readonly operations: Operations
  readonly place: MailPlace
  readonly mailer: Mailer
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
    await this.#jobs.take<{ mail: number }>(MAIL, (attempt) => this.#deliver(attempt))
    await this.#jobs.take(DIGESTS, () => sendDigests(this.#options, new Date()))
    await this.#jobs.schedule(DIGESTS, DIGEST_TIMES)
  }

  /** Finishes what is in hand, and takes nothing more. */
  async stop(): Promise<void> {
    await this.#jobs.stop()
    this.#options.mailer.close()
  }

  async #compose(notification: string): Promise<void> {
    const { database, operations, place } = this.#options
    await database.transaction((sql) => composeChange({ sql, operations, place }, notification))
  }

  async #deliver({ data, isLast }: JobAttempt<{ mail: number }>): Promise<void> {
    const { database, operations, mailer, place } = this.#options
    const { unsubscribeLinks } = operations
    const left = await deliverMail(
      {
        sql: database.sql,
        mailer,
        place,
        unsubscribeUrl: (mail, reader) => unsubscribeUrl(unsubscribeLinks, place.baseUrl, mail, reader),
      },
      data.mail,
    )
    if (left === 0) return
    if (isLast) await failWaiting(database.sql, data.mail)
    throw new Error(`Mail ${data.mail} still has to reach ${left} ${left === 1 ? 'address' : 'addresses'}`)
  }
}
