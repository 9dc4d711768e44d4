import { TrackerError } from '../errors.ts'
import type { Sql } from '../store/database.ts'
import { hasMark, returnTry, setMark, takeTry } from '../store/accounts/throttle.ts'
import type { Bucket } from '../store/accounts/throttle.ts'
import { bucketKey, networkOf } from './network.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const KNOWN_DAYS = 90

/**
 * What a person mistypes fits; what a program guesses does not. Only failures count in the end.
 *
 * - an account from one address: 5 at once, then one every 20 seconds;
 * - an address, whatever the accounts: 30 at once, then one every 10 seconds;
 * - an account, whatever the addresses: 50 at once, then one a minute. It does not hold for addresses from
 *   which the account was signed in before, so nobody can lock out its owner.
 */
const PAIR = { stepMs: 20 * SECOND, burst: 5 }
const ADDRESS = { stepMs: 10 * SECOND, burst: 30 }
const ACCOUNT = { stepMs: MINUTE, burst: 50 }

/** One attempt that was let through; what became of it has to be told. */
export interface Attempt {
  succeeded(): Promise<void>
}

/** @throws {TrackerError} too-many, with the time to wait. The same for accounts that don't exist. */
export async function beginAttempt(sql: Sql, username: string, address: string): Promise<Attempt> {
  const network = networkOf(address)
  const known = bucketKey('known', username, network)
  const pair: Bucket = { key: bucketKey('pair', username, network), ...PAIR }
  const shared: Bucket[] = [{ key: bucketKey('address', network), ...ADDRESS }]
  if (!(await hasMark(sql, known))) shared.push({ key: bucketKey('account', username), ...ACCOUNT })

  const buckets = [pair, ...shared]
  const waitMs = await takeTry(sql, buckets)
  if (waitMs > 0) throw tooMany(waitMs)
  return {
    succeeded: async () => {
      await returnTry(sql, buckets)
      await setMark(sql, known, KNOWN_DAYS)
    },
  }
}

function tooMany(waitMs: number): TrackerError {
  const seconds = Math.ceil(waitMs / SECOND)
  return new TrackerError(
    'too-many',
    `Too many logins failed. Please wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    {
      retryAfterMs: seconds * SECOND,
    },
  )
}
