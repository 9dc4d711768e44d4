import { smtpRelay } from '../../src/delivery/smtp-relay.ts'
import type { DkimKey } from '../../src/delivery/smtp-relay.ts'
import type { MailPlace } from '../../src/jobs/mail-place.ts'
import { Worker } from '../../src/jobs/worker.ts'
import type { Refusal } from '../../src/jobs/worker.ts'
import { mailSink } from './mail-sink.ts'
import type { MailSink } from './mail-sink.ts'
import { openTracker } from './with-tracker.ts'
import type { TestTracker, TrackerForTest } from './with-tracker.ts'

export interface TrackerWithMail extends TrackerForTest {
  readonly sink: MailSink
  readonly worker: Worker
  readonly place: MailPlace
  /** Waits until nothing waits to be composed or sent. */
  emptied(): Promise<void>
}

/** What a test wants otherwise than most do. */
export interface MailOptions {
  /** A database to clone. */
  readonly template?: string
  readonly place?: Partial<MailPlace>
  readonly dkim?: DkimKey
  /** After which a relay that says nothing has hung. */
  readonly silenceMs?: number
  readonly pollSeconds?: number
  /** Told of what the worker logs. */
  readonly onError?: (error: Error) => void
  readonly onRefused?: (refusal: Refusal) => void
}

const EMPTY = `select (select count(*) from pgboss.job where name = 'account' and state in ('created', 'active', 'retry'))
  +
  (select count(*) from _notification where composed_at is null)
  + (select count(*) from _delivery where state = 'waiting') as left`
const PATIENCE_MS = 20_000

/** A tracker with a worker that sends to a real SMTP server on this machine. */
export function withMail(
  name: TestTracker,
  run: (given: TrackerWithMail) => Promise<void>,
  options: MailOptions = {},
): () => Promise<void> {
  return async () => {
    const given = await openTracker(name, options.template)
    const sink = await mailSink()
    const place = placeOf(given, options)
    const worker = workerFor(given, sink.url, place, options)
    try {
      await worker.start()
      await run({ ...given, sink, worker, place, emptied: () => emptied(given) })
    } finally {
      await worker.stop()
      await sink.stop()
      await given.close()
    }
  }
}

export function placeOf({ tracker }: TrackerForTest, { place }: MailOptions = {}): MailPlace {
  return {
    title: tracker.title,
    baseUrl: 'https://tracker.example/',
    address: 'tracker@muster.example',
    bounceAddress: 'admin@muster.example',
    domain: 'muster.example',
    keeps: false,
    ...place,
  }
}

export function workerFor(given: TrackerForTest, relay: string, place: MailPlace, options: MailOptions): Worker {
  const { dkim, silenceMs, pollSeconds, onError, onRefused } = options
  const { database, databaseUrl, operations } = given
  return new Worker({
    access: () => ({ url: databaseUrl, password: null }),
    database,
    operations,
    ...(pollSeconds !== undefined && { pollSeconds }),
    place,
    mailer: smtpRelay({
      url: relay,
      dkim: dkim ?? null,
      greeting: 'muster.example',
      ...(silenceMs !== undefined && { silenceMs }),
    }),
    onError: onError ?? ((error) => console.error(error)),
    onRefused: onRefused ?? (() => {}),
  })
}

export async function emptied({ database }: TrackerForTest, patienceMs = PATIENCE_MS): Promise<void> {
  const end = Date.now() + patienceMs
  for (;;) {
    const { rows } = await database.pool.query<{ left: number }>(EMPTY)
    if (rows[0]!.left === 0) return
    if (Date.now() > end) throw new Error(`${rows[0]!.left} mails are still waiting`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
