import { TrackerError } from '../errors.ts'
import type { Sql } from '../store/database.ts'
import { takeTry } from '../store/accounts/throttle.ts'
import { bucketKey, networkOf } from './network.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** From one place, whatever is asked for: a class in a school can register, a program can't write to a thousand people. */
const PLACE = { stepMs: 2 * MINUTE, burst: 30 }
/** To one mailbox, or about one name: three mails at once, then one every 20 minutes. */
const MAILBOX = { stepMs: 20 * MINUTE, burst: 3 }

/** @throws {TrackerError} too-many */
export async function takePlace(sql: Sql, address: string): Promise<void> {
  const waitMs = await takeTry(sql, [{ key: bucketKey('asks', networkOf(address)), ...PLACE }])
  if (waitMs > 0) throw tooMany('Too much was asked for from your network', waitMs)
}

/** Counts what was typed, whether anybody has it or not. @throws {TrackerError} too-many */
export async function takeMailbox(sql: Sql, typed: string): Promise<void> {
  const waitMs = await takeTry(sql, [{ key: bucketKey('mailbox', typed.toLowerCase()), ...MAILBOX }])
  if (waitMs > 0)
    throw tooMany(
      'This was asked for several times already: look for the mail in your inbox, and among what is held as spam',
      waitMs,
    )
}

function tooMany(reason: string, waitMs: number): TrackerError {
  const minutes = Math.ceil(waitMs / MINUTE)
  return new TrackerError(
    'too-many',
    `${reason}. Please wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} before the next try.`,
    { retryAfterMs: minutes * MINUTE },
  )
}
