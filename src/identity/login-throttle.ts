import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { TrackerError } from '../errors.ts'
import type { Sql } from '../store/database.ts'
import { hasMark, returnTry, setMark, takeTry } from '../store/accounts/throttle.ts'
import type { Bucket } from '../store/accounts/throttle.ts'

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
  const known = digest('known', username, network)
  const pair: Bucket = { key: digest('pair', username, network), ...PAIR }
  const shared: Bucket[] = [{ key: digest('address', network), ...ADDRESS }]
  if (!(await hasMark(sql, known))) shared.push({ key: digest('account', username), ...ACCOUNT })

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

/** Who has one IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head, tail = ''] = address.split('%')[0]!.split('::') as [string, string?]
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === '' ? [] : tail.split(':')
  const all = address.includes('::')
    ? [...groups, ...Array<string>(8 - groups.length - rest.length).fill('0'), ...rest]
    : groups
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest()
}
