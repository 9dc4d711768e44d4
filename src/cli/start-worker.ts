import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseAddress } from '../config/database-access.ts'
import type { Config } from '../config/load-config.ts'
import { smtpRelay } from '../delivery/smtp-relay.ts'
import type { Mailer } from '../delivery/outgoing-mail.ts'
import type { MailPlace } from '../jobs/mail-place.ts'
import { Worker } from '../jobs/worker.ts'
import type { Log } from '../observe/log.ts'
import type { Metrics } from '../observe/metrics.ts'
import { Operations } from '../operations/operations.ts'
import type { TrackerDatabase } from './tracker-database.ts'

/** A database that is away comes back; until then there is nothing to do. */
const RETRY_MS = 2_000

export interface RunningWorker {
  /** Whether it takes jobs, and does not wait for the database any more. */
  isWorking(): boolean
  stop(): Promise<void>
}

/** Works from when the database can be reached until it is stopped. */
export function startWorker(
  { config, tracker, database }: TrackerDatabase,
  url: string,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): RunningWorker {
  const access = config.directAccess ?? config.access ?? ((): DatabaseAddress => ({ url, password: null }))
  const stopping = new AbortController()
  const operations = new Operations(database, tracker)
  const make = (): Worker =>
    new Worker({
      access,
      database,
      operations,
      place: mailPlace(config, tracker.title),
      mailer: counted(mailerOf(config), metrics),
      onError: (error) => {
        metrics.countJobFailure()
        log.warn({ err: error }, 'a job failed')
      },
      onRefused: (refusal) => log.warn(refusal, 'a relay refused a mail'),
    })

  let isWorking = false
  const working = (async (): Promise<Worker | null> => {
    while (!stopping.signal.aborted) {
      const worker = make()
      try {
        await worker.start()
        isWorking = true
        log.info('working')
        return worker
      } catch (error) {
        log.warn({ err: error }, 'the worker waits for the database')
        await worker.stop().catch(() => {})
        await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
    return null
  })()
  return {
    isWorking: () => isWorking,
    stop: async () => {
      stopping.abort()
      await (await working)?.stop()
    },
  }
}

function mailPlace(config: Config, title: string): MailPlace {
  const { address, bounceAddress, domain, relay } = config.mail
  return { title, baseUrl: config.baseUrl, address, bounceAddress, domain, keeps: relay === null }
}

function counted(mailer: Mailer, metrics: Metrics): Mailer {
  return {
    send: async (mail) => {
      const outcome = await mailer.send(mail)
      metrics.countMail(outcome.state)
      return outcome
    },
    close: () => mailer.close(),
  }
}

/** Without a relay nothing waits to be sent, save what waited when there still was one. */
function mailerOf({ mail }: Config): Mailer {
  if (mail.relay !== null) return smtpRelay({ url: mail.relay, dkim: mail.dkim, greeting: mail.domain })
  return {
    send: async () => ({ state: 'unreached', answer: 'MUSTER_MAIL_RELAY is not set' }),
    close: () => {},
  }
}
