import { smtpRelay } from '../../src/delivery/smtp-relay.ts'
import { Worker } from '../../src/jobs/worker.ts'
import { mailSink } from './mail-sink.ts'
import type { MailSink } from './mail-sink.ts'
import { withTracker } from './with-tracker.ts'
import type { TestTracker, TrackerForTest } from './with-tracker.ts'

export interface TrackerWithMail extends TrackerForTest {
  readonly sink: MailSink
  readonly worker: Worker
  /** Waits until nothing waits to be composed or sent. */
  emptied(): Promise<void>
}

const EMPTY = `select
  (select count(*) from _notification where composed_at is null)
  + (select count(*) from _delivery where state = 'waiting') as left`
const PATIENCE_MS = 20_000

/** A tracker with a worker that sends to a real SMTP server on this machine. */
export function withMail(name: TestTracker, run: (given: TrackerWithMail) => Promise<void>): () => Promise<void> {
  return withTracker(name, async (given) => {
    const { database, databaseUrl, operations, tracker } = given
    const sink = await mailSink()
    const worker = new Worker({
      access: () => ({ url: databaseUrl, password: null }),
      database,
      operations,
      place: {
        title: tracker.title,
        baseUrl: 'https://tracker.example/',
        address: 'tracker@muster.example',
        bounceAddress: 'admin@muster.example',
        domain: 'muster.example',
        keeps: false,
      },
      mailer: smtpRelay({ url: sink.url, dkim: null, greeting: 'muster.example' }),
      unsubscribeUrl: () => null,
      onError: (error) => console.error(error),
    })
    await worker.start()
    try {
      await run({
        ...given,
        sink,
        worker,
        emptied: async () => {
          const end = Date.now() + PATIENCE_MS
          for (;;) {
            const { rows } = await database.pool.query<{ left: number }>(EMPTY)
            if (rows[0]!.left === 0) return
            if (Date.now() > end) throw new Error(`${rows[0]!.left} mails are still waiting`)
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        },
      })
    } finally {
      await worker.stop()
      await sink.stop()
    }
  })
}
