import type { Database } from '../store/database.ts'
import { purgeAccounts } from '../store/accounts/sessions.ts'
import { CLEAN_UP, purgeOutbox } from '../store/outbox/clean-up.ts'
import { DIGESTS } from '../store/outbox/digests.ts'
import { DIGEST_TIMES } from './send-digests.ts'

/** A job that is done at set times, once for the whole tracker. */
export interface PeriodicJob {
  /** Of its queue, and for those who start it by hand. */
  readonly name: string
  /** As cron writes them, in UTC. */
  readonly times: string
  readonly summary: string
}

export const periodicJobs: readonly PeriodicJob[] = [
  { name: DIGESTS, times: DIGEST_TIMES, summary: 'send the digests that are due' },
  { name: CLEAN_UP, times: '30 3 * * *', summary: 'take away ended sessions and the texts of old mail' },
]

const MAIL_KEPT_MS = 90 * 24 * 3_600_000

export async function cleanUp({ sql }: Database, now: Date): Promise<void> {
  await purgeAccounts(sql)
  await purgeOutbox(sql, new Date(now.getTime() - MAIL_KEPT_MS))
}
